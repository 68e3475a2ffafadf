import { quantityOf } from '#lib/model/kubernetes-quantity.ts'
import { type KubernetesAmounts, sumAmounts } from '#lib/model/kubernetes-snapshot.ts'
import type { Container, PodItem } from './schema.ts'

type Quantities = Readonly<Record<string, string | number>>

/** Resource names under which device plugins offer whole GPUs. */
const gpuNames = ['nvidia.com/gpu', 'amd.com/gpu']

/** Amounts of a list of quantities; what is not named is nothing. Throws for a quantity that is none. */
export function amountsOf(quantities: Quantities): KubernetesAmounts {
  const read = (name: string) => {
    const text = quantities[name]
    const value = text === undefined ? 0 : quantityOf(text)
    if (value === undefined) throw new Error(`${name} is not a quantity: ${text}`)
    return value
  }
  return {
    cpu: read('cpu'),
    memoryGib: read('memory') / 2 ** 30,
    gpu: gpuNames.reduce((sum, name) => sum + read(name), 0),
  }
}

/** A container's requests; where only limits are named they are the requests. */
function ofContainer({ resources: { requests = {}, limits = {} } }: Container): KubernetesAmounts {
  return amountsOf({ ...limits, ...requests })
}

const larger = (a: KubernetesAmounts, b: KubernetesAmounts): KubernetesAmounts => ({
  cpu: Math.max(a.cpu, b.cpu),
  memoryGib: Math.max(a.memoryGib, b.memoryGib),
  gpu: Math.max(a.gpu, b.gpu),
})

/**
 * What the scheduler reserves for a pod: its containers and sidecars together, or, if that is more, the largest init
 * container with the sidecars started before it; and the overhead of its runtime. Source: Kubernetes documentation,
 * "Sidecar Containers", resource sharing within a pod.
 */
export function podRequests({ containers, initContainers, overhead }: PodItem['spec']): KubernetesAmounts {
  let sidecars = sumAmounts([])
  let starting = sumAmounts([])
  for (const one of initContainers) {
    const own = ofContainer(one)
    starting = larger(starting, sumAmounts([sidecars, own]))
    if (one.restartPolicy === 'Always') sidecars = sumAmounts([sidecars, own])
  }
  const running = sumAmounts([...containers.map(ofContainer), sidecars])
  return sumAmounts([larger(running, starting), amountsOf(overhead)])
}
