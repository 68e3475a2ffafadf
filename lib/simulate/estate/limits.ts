import { dayMs, hourMs, minuteMs } from '#lib/model/time.ts'
import { instanceType } from '../facts/instance-types.ts'
import type { Place, WorldInstance } from '../world.ts'
import type { WorldCapacityReservation, WorldQuota, WorldSubnet } from '../world-limits.ts'
import type { HeldThings } from '../world-things.ts'
import { locationOf } from './accounts.ts'
import { type Frame, msAt, seedFor } from './frame.ts'
import { hexId, unit } from './hash.ts'
import { cell, numberCell, numberOption, parseTable, type TableRow } from './table.ts'

/**
 * Subnets. `free` is addresses left at the anchor; option `taken` how many more are taken in a month, `team`, `zone`.
 * The subnet of the checkout fleet is nearly full: its next scale-out stops there.
 */
const subnetRows = parseTable(`
name                  place      cidr            free
checkout-nodes-use1a  shop/use1  10.40.8.0/25    3     taken=14 team=checkout zone=a
checkout-nodes-use1b  shop/use1  10.40.8.128/25  58    taken=5 team=checkout zone=b
shared-private-use1a  shop/use1  10.40.16.0/22   610   taken=9 team=platform zone=a
shared-private-use1b  shop/use1  10.40.20.0/22   634   taken=9 team=platform zone=b
data-private-use1a    data/use1  10.60.0.0/23    271   taken=6 team=data-platform zone=a
train-private-use1b   data/use1  10.60.4.0/24    188   team=ml-training zone=b
staging-private-use1a stage/use1 10.90.0.0/24    214   team=platform zone=a
`)

/** Reservations: `kind` `odcr` is until cancelled, `block` ends `ends` days after the anchor at 11:30 UTC. */
const reservationRows = parseTable(`
name               place      kind   type          total  available  since
h100-block-train   data/use1  block  p5.48xlarge   4      0          -50    ends=40 zone=b team=ml-training
checkout-peak      shop/use1  odcr   c7a.xlarge    24     12         -130   zone=a team=checkout
`)

/** Quotas that nobody has raised yet (Service Quotas defaults, read 2026-11). */
const defaultQuotas: readonly Omit<WorldQuota, 'adjustable'>[] = [
  ...[
    ['L-1216C47A', 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', 1920],
    ['L-DB2E81BA', 'Running On-Demand G and VT instances', 768],
    ['L-417A185B', 'Running On-Demand P instances', 1536],
  ].map(([code, name, value]) => ({
    ...{ serviceCode: 'ec2', serviceName: 'Amazon Elastic Compute Cloud (Amazon EC2)', unit: 'None' },
    ...{ code: String(code), name: String(name), value: Number(value) },
  })),
  ...[
    ['L-F98FE922', 'Maximum number of tables', 2500],
    ['L-34F6A552', 'Account-level read throughput limit (Provisioned mode)', 80_000],
    ['L-34F8CCC8', 'Account-level write throughput limit (Provisioned mode)', 80_000],
    ['L-CF0CBE56', 'Table-level read throughput limit', 40_000],
    ['L-AB614373', 'Table-level write throughput limit', 40_000],
  ].map(([code, name, value]) => ({
    ...{ serviceCode: 'dynamodb', serviceName: 'Amazon DynamoDB', unit: 'None' },
    ...{ code: String(code), name: String(name), value: Number(value) },
  })),
]

/** Where the quota of Standard vCPU was raised to a little more than was needed, and how much of it is used. */
export const tightQuota = { place: 'shop/use1', code: 'L-1216C47A', usedShare: 0.81 }

/** What stands beside the resources of one place: subnets, reservations, quotas. */
export function limitsOf(
  frame: Frame,
  place: Place,
  instancesAtAnchor: () => readonly WorldInstance[],
): HeldThings {
  const here = (text: string) => {
    const { accountId, region } = locationOf(text)
    return accountId === place.accountId && region === place.region
  }
  const own = (row: TableRow) => here(cell(row, 'place'))
  const raised = here(tightQuota.place)
  return {
    subnet: subnetRows.filter(own).map((row) => subnetOf(row, frame, place)),
    'capacity-reservation': reservationRows.filter(own).map((row) => reservationOf(row, frame, place)),
    'service-quota': defaultQuotas.map((quota) => ({
      ...quota,
      adjustable: true,
      ...(raised && quota.code === tightQuota.code ? { value: raisedQuota(instancesAtAnchor()) } : {}),
    })),
  }
}

/** The next multiple of 8 vCPU of which 81 % were in use at the anchor. */
function raisedQuota(instances: readonly WorldInstance[]): number {
  const standard = instances.filter(({ instanceType: name, state }) => {
    return state === 'running' && /^[acdhimrtz]\d/.test(name)
  })
  const vcpu = standard.reduce((sum, { instanceType: name }) => sum + instanceType(name).vcpu, 0)
  return 8 * Math.ceil(vcpu / tightQuota.usedShare / 8)
}

function tagsOf(row: TableRow) {
  return { Name: cell(row, 'name'), ...(row.options.team && { team: row.options.team }) }
}

function subnetOf(row: TableRow, frame: Frame, { region, nowMs }: Place): WorldSubnet {
  const name = cell(row, 'name')
  const months = (nowMs - frame.anchorMs) / (30 * dayMs)
  const size = 2 ** (32 - Number(cell(row, 'cidr').split('/')[1])) - 5
  const free = Math.floor(numberCell(row, 'free') + 0.5 - months * numberOption(row, 'taken', 0))
  return {
    id: `subnet-${hexId(seedFor(frame, name), 17)}`,
    vpcId: `vpc-${hexId(seedFor(frame, cell(row, 'place')), 17)}`,
    cidr: cell(row, 'cidr'),
    zone: `${region}${row.options.zone ?? 'a'}`,
    freeAddresses: Math.min(size, Math.max(0, free)),
    tags: tagsOf(row),
  }
}

function reservationOf(row: TableRow, frame: Frame, { region }: Place): WorldCapacityReservation {
  const seed = seedFor(frame, cell(row, 'name'))
  const block = cell(row, 'kind') === 'block'
  const startMs = msAt(frame, numberCell(row, 'since'), block ? 11 : Math.floor(8 + 9 * unit(seed, 1)))
  const endsDays = row.options.ends
  return {
    id: `cr-${hexId(seed, 17)}`,
    kind: block ? 'capacity-block' : 'default',
    instanceType: cell(row, 'type'),
    zone: `${region}${row.options.zone ?? 'a'}`,
    total: numberCell(row, 'total'),
    available: numberCell(row, 'available'),
    startMs,
    ...(endsDays && { endMs: msAt(frame, Number(endsDays)) + 11 * hourMs + 30 * minuteMs }),
    tags: tagsOf(row),
  }
}
