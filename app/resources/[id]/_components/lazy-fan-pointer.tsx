'use client'

import dynamic from 'next/dynamic'

/** The pointer of the fan, fetched when the page stands. */
export const LazyFanPointer = dynamic(() => import('./fan-pointer.tsx'), { ssr: false })
