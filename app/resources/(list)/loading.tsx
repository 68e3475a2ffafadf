import { Skeleton } from '../../_components/skeleton.tsx'

export default function Loading() {
  return <Skeleton heights={[34, 30, 28, 900]} />
}
