import type { InstanceTypeFact } from '../world.ts'
import table from './instance-types.json' with { type: 'json' }
import { rowsOf } from './rows.ts'

/** Share of each vCPU that a burstable size sustains: AWS documentation, "Key concepts for burstable instances". */
const baselineShares: Readonly<Record<string, number>> = {
  nano: 0.05,
  micro: 0.1,
  small: 0.2,
  medium: 0.2,
  large: 0.3,
  xlarge: 0.4,
  '2xlarge': 0.4,
}

const gbPerGib = 2 ** 30 / 1e9

function factOf(row: Readonly<Record<string, string>>): InstanceTypeFact {
  const text = (column: string) => row[column] ?? ''
  const number = (column: string) => Number(row[column])
  const burstable = text('family').startsWith('t')
  return {
    name: `${text('family')}.${text('size')}`,
    family: text('family'),
    size: text('size'),
    vcpu: number('vcpu'),
    memoryGib: number('memoryGib'),
    arch: text('arch') === 'arm' ? 'arm64' : 'x86_64',
    currentGeneration: text('generation') === '',
    burstable,
    baselineShare: burstable ? baselineShares[text('size')] : undefined,
    gpuCount: number('gpuCount'),
    gpuModel: text('gpuModel') || undefined,
    gpuMemoryGb: text('gpuMemoryGib')
      ? Math.round(number('gpuMemoryGib') * gbPerGib * 1000) / 1000
      : undefined,
    networkBaselineGbps: number('networkBaselineGbps'),
    networkPeakGbps: number('networkPeakGbps'),
    ebsBaselineMbps: number('ebsBaselineMbps'),
    ebsMaxMbps: number('ebsMaxMbps'),
    ebsBaselineIops: number('ebsBaselineIops'),
    hourlyUsd: number('hourlyUsd'),
    priceDerived: false,
    priceDate: table.priceDate,
    coremark: text('coremark') ? number('coremark') : undefined,
    coremarkDate: text('coremarkDate') || undefined,
  }
}

/** EC2 types of the simulated estate, us-east-1; `gpuMemoryGb` is of one GPU. Sources and dates in the JSON file. */
export const instanceTypes: readonly InstanceTypeFact[] = rowsOf(table).map(factOf)

const byName = new Map(instanceTypes.map((fact) => [fact.name, fact]))

/** Facts of one type; throws for a type that the table does not have. */
export function instanceType(name: string): InstanceTypeFact {
  const found = byName.get(name)
  if (!found) throw new Error(`no facts of instance type ${name}: add it to facts/instance-types.json`)
  return found
}
