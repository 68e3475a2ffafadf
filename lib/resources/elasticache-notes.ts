import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { NoteContext } from './definition.ts'

/** What happens to the keys of this cache when its memory is full, and so what a full memory means. */
export function cacheNotes({ resource, signals }: NoteContext): readonly EvidenceItem[] {
  const { engine, maxmemoryPolicy: policy, dataTiering } = resource.facts
  const text = evictionText({ engine: String(engine), policy, dataTiering: dataTiering === true })
  if (text === undefined) return []
  const most = signals.evictions?.max
  const seen =
    most === undefined
      ? ''
      : ` At most ${Math.round(most).toLocaleString('en-US')} keys of a node were evicted in an hour of the last 14 days.`
  return [{ title: 'Eviction', text: `${text}${seen}` }]
}

type Cache = {
  readonly engine: string
  readonly policy: string | number | boolean | undefined
  readonly dataTiering: boolean
}

function evictionText({ engine, policy, dataTiering }: Cache): string | undefined {
  if (dataTiering) return 'Keys that are seldom read move to the disk of the node: a full memory is no need.'
  if (engine === 'memcached')
    return 'Memcached evicts what is least used: a full memory is no need, and how full it is no metric tells.'
  if (typeof policy !== 'string') return undefined
  if (policy.startsWith('allkeys-'))
    return `The policy ${policy} may evict any key: a full memory is what the cache is for and no need. What more memory would save in misses is not measured.`
  if (policy === 'noeviction')
    return 'The policy noeviction evicts nothing: once memory is full, writes fail.'
  return `The policy ${policy} evicts only keys with a time to live: once none is left, writes fail.`
}
