import { Skeleton } from '../_components/skeleton.tsx'

export default function Loading() {
  return <Skeleton heights={[34, 62, 96, 560, 330, 460]} />
}
