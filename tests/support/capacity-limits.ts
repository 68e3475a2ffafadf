import { dayMs } from '#lib/model/time.ts'
import type { WorldSubnet } from '#lib/simulate/world-limits.ts'
import type { HeldThings } from '#lib/simulate/world-things.ts'
import { tinyNowMs } from './tiny-world.ts'

/** Subnets, reserved capacity and quotas of one place. */
export const capacityLimits: HeldThings = {
  subnet: [
    ...Array.from(
      { length: 6 },
      (_, i): WorldSubnet => ({
        id: `subnet-${i}`,
        vpcId: 'vpc-1',
        cidr: `10.0.${i}.0/24`,
        zone: 'us-east-1a',
        freeAddresses: 251 - 40 * i,
        tags: i === 0 ? {} : { Name: `private-${i}` },
      }),
    ),
  ],
  'capacity-reservation': [
    {
      id: 'cr-open',
      kind: 'default',
      instanceType: 'm7i.large',
      zone: 'us-east-1a',
      total: 10,
      available: 5,
      startMs: tinyNowMs - 30 * dayMs,
      tags: { Name: 'peak' },
    },
    {
      id: 'cr-block',
      kind: 'capacity-block',
      instanceType: 'p5.48xlarge',
      zone: 'us-east-1b',
      total: 4,
      available: 0,
      startMs: tinyNowMs - 50 * dayMs,
      endMs: tinyNowMs + 40 * dayMs,
      tags: {},
    },
    {
      id: 'cr-later',
      kind: 'capacity-block',
      instanceType: 'p5.48xlarge',
      zone: 'us-east-1b',
      total: 8,
      available: 8,
      startMs: tinyNowMs + 10 * dayMs,
      endMs: tinyNowMs + 24 * dayMs,
      tags: {},
    },
    {
      id: 'cr-over',
      kind: 'capacity-block',
      instanceType: 'p5.48xlarge',
      zone: 'us-east-1b',
      total: 2,
      available: 0,
      startMs: tinyNowMs - 50 * dayMs,
      endMs: tinyNowMs - 10 * dayMs,
      tags: {},
    },
  ],
  'service-quota': [
    ['ec2', 'L-1216C47A', 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', 64],
    ['ec2', 'L-DB2E81BA', 'Running On-Demand G and VT instances', 256],
    ['ec2', 'L-417A185B', 'Running On-Demand P instances', 0],
    ['dynamodb', 'L-F98FE922', 'Maximum number of tables', 2500],
    ['dynamodb', 'L-34F6A552', 'Account-level read throughput limit (Provisioned mode)', 80_000],
  ].map(([serviceCode, code, name, value]) => ({
    serviceCode: String(serviceCode),
    serviceName: String(serviceCode),
    code: String(code),
    name: String(name),
    value: Number(value),
    unit: 'None',
    adjustable: true,
  })),
}
