import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './globals.css'
import './styles/shell.css'
import './styles/controls.css'
import './styles/panels.css'
import './styles/tables.css'
import './styles/charts.css'
import './_palette/palette.css'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Footer } from './_components/footer.tsx'
import { Header } from './_components/header.tsx'
import { PageKeys } from './_palette/page-keys.tsx'

export const metadata: Metadata = {
  title: { default: 'Headroom', template: '%s · Headroom' },
  description: 'Capacity planning and right-sizing for shared AWS infrastructure',
}

export const dynamic = 'force-dynamic'

/** The frame of every page. The theme comes from a cookie; without one the system's applies. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = (await cookies()).get('theme')?.value
  return (
    <html
      lang="en"
      data-theme={theme === 'dark' || theme === 'light' ? theme : undefined}
      suppressHydrationWarning
    >
      <body>
        <a className="skip" href="#main">
          Skip to content
        </a>
        <Header />
        <main id="main">{children}</main>
        <Footer />
        <PageKeys />
      </body>
    </html>
  )
}
