import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Facts } from '#lib/model/resource.ts'
import { monthlyUsd } from '#lib/model/units.ts'
import { clusterHourlyUsd, eksCalendarDay } from './eks-versions.ts'
import { amountText, dateText, monthText, shareText } from './note-text.ts'

/** What is told of a pool of EKS nodes beside its sizes: the version of its cluster, what pods ask for, what waits. */
export function eksNotes({ facts }: { readonly facts: Facts }): readonly EvidenceItem[] {
  return [versionItem(facts), ...podItems(facts)].filter((item) => item !== undefined)
}

const numberOf = (facts: Facts, key: string): number | undefined => {
  const value = facts[key]
  return typeof value === 'number' ? value : undefined
}

const hourText = (usd: number) => `$${usd.toFixed(2)} an hour`

function versionItem(facts: Facts): EvidenceItem | undefined {
  const item = supportItem(facts)
  if (item === undefined || facts.supportSource !== 'table') return item
  const source = ` Dates from our table of ${dateText(eksCalendarDay)}: AWS did not tell them.`
  return { ...item, text: `${item.text}${source}` }
}

function supportItem(facts: Facts): EvidenceItem | undefined {
  const { cluster, kubernetesVersion, supportEndsOn, extendedSupport, extendedSupportEndsOn } = facts
  if (kubernetesVersion === undefined || typeof supportEndsOn !== 'string') return undefined
  const title = `Kubernetes ${kubernetesVersion}`
  const ends = `Standard support ends on ${dateText(supportEndsOn)}`
  if (facts.upgradesItself === true)
    return { title, text: `${ends}; AWS upgrades ${cluster} then by itself.` }
  const { standard, extended } = clusterHourlyUsd
  if (extendedSupport !== true) {
    const text = `${ends}; after that ${cluster} costs ${hourText(extended)} instead of $${standard.toFixed(2)}.`
    return { title, text }
  }
  const surcharge = monthText(monthlyUsd(extended - standard))
  const until =
    typeof extendedSupportEndsOn === 'string'
      ? ` Extended Support ends on ${dateText(extendedSupportEndsOn)}; AWS upgrades the cluster then.`
      : ''
  const text = `${cluster} pays for Extended Support since standard support ended on ${dateText(supportEndsOn)}: ${surcharge} more for the cluster.${until}`
  return { title, text }
}

function podItems(facts: Facts): readonly (EvidenceItem | undefined)[] {
  if (facts.snapshot !== true) {
    const text =
      'Pods, requests and limits of NodePools are not known: no snapshot of the cluster is kept. What depends on them is not judged.'
    return [{ title: 'No Kubernetes snapshot', text }]
  }
  return [
    requestItem(facts),
    pendingItem(facts),
    gangItem(facts),
    gpuItem(facts),
    autoscalerItem(facts),
    budgetItem(facts),
  ]
}

/** `14.2 of 27.8 vCPU (51%)`. */
function partText(used: number | undefined, all: number | undefined, unit: string): string | undefined {
  if (used === undefined || all === undefined || all === 0) return undefined
  return `${amountText(used)} of ${amountText(all)} ${unit} (${shareText(used / all)})`
}

function requestItem(facts: Facts): EvidenceItem | undefined {
  const of = (key: string) => numberOf(facts, key)
  const cpu = partText(of('cpuRequested'), of('cpuAllocatable'), 'vCPU')
  const memory = partText(of('memoryRequestedGib'), of('memoryAllocatableGib'), 'GiB')
  if (cpu === undefined || memory === undefined) return undefined
  const pods = of('pods') ?? 0
  const who = pods === 1 ? '1 pod asks' : `${amountText(pods)} pods ask`
  const overhead = `DaemonSets take ${amountText(of('daemonSetCpu') ?? 0)} vCPU of it.`
  return { title: 'Requests', text: `${who} for ${cpu} and ${memory}. ${overhead}` }
}

function pendingItem(facts: Facts): EvidenceItem | undefined {
  const pending = numberOf(facts, 'pendingPods') ?? 0
  if (pending === 0) return undefined
  const fragmented = typeof facts.gpusFragmented === 'string' ? facts.gpusFragmented : undefined
  const waits = pending === 1 ? '1 pod waits for a node.' : `${amountText(pending)} pods wait for a node.`
  return { title: 'Pending', text: fragmented ?? waits }
}

/** What waits by the size of its gang: more nodes help only by whole gangs. */
function gangItem({ gangWaits }: Facts): EvidenceItem | undefined {
  if (typeof gangWaits !== 'string') return undefined
  return { title: 'Gangs that wait', text: `By the GPUs that start together: ${gangWaits}.` }
}

function gpuItem(facts: Facts): EvidenceItem | undefined {
  const allocated = numberOf(facts, 'gpusAllocated')
  const free = numberOf(facts, 'gpusFree')
  if (allocated === undefined || free === undefined) return undefined
  const owners = facts.gpuOwners === 'none' ? '' : ` By namespace: ${facts.gpuOwners}.`
  const queues = facts.gpuQueues === 'none' ? '' : ` Queues wait for: ${facts.gpuQueues}.`
  return { title: 'GPUs', text: `${allocated} of ${allocated + free} GPUs are given out.${owners}${queues}` }
}

function autoscalerItem({ autoscalersAtMaximum: names, cluster }: Facts): EvidenceItem | undefined {
  if (names === undefined) return undefined
  const text = `At their maximum of replicas in ${cluster}: ${names}. Demand beyond it makes no pod and shows in no request.`
  return { title: 'Autoscalers', text }
}

function budgetItem({ budgetsThatBlock: names, cluster }: Facts): EvidenceItem | undefined {
  if (names === undefined) return undefined
  const text = `Disruption budgets of ${cluster} that allow no eviction now: ${names}. Nodes with their pods cannot be drained.`
  return { title: 'Draining', text }
}
