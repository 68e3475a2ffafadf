import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replay, replayHpa, scheduledMoments } from '#lib/autoscale/index.ts'
import { type ScalingPolicy, type StepScaling, trackingAt } from '#lib/model/scaling.ts'
import { minuteMs } from '#lib/model/time.ts'

const aws = 'https://docs.aws.amazon.com'
const tracking = `${aws}/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html`
const groupTracking = `${aws}/autoscaling/ec2/userguide/as-scaling-target-tracking.html`
const cadence = 'https://cloudandclear.uk/aws-auto-scaling-assumptions-production/'
const trackingApi = `${aws}/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html`
const steps = `${aws}/autoscaling/ec2/userguide/as-scaling-simple-step.html`
const scheduled = `${aws}/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html`
const applicationScheduled = `${aws}/AWSCloudFormation/latest/UserGuide/aws-properties-applicationautoscaling-scalabletarget-scheduledaction.html`
const multiple = `${aws}/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-based-on-demand.html`
const limits = `${aws}/autoscaling/ec2/userguide/asg-capacity-limits.html`
const warmup = `${aws}/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html`
const managedScaling = `${aws}/AmazonECS/latest/APIReference/API_ManagedScaling.html`
const managedScalingDive =
  'https://aws.amazon.com/blogs/containers/deep-dive-on-amazon-ecs-cluster-auto-scaling/'
const tables = `${aws}/amazondynamodb/latest/developerguide/metrics-dimensions.html`
const tablesBelow = 'https://repost.aws/knowledge-center/dynamodb-auto-scaling'
const decreases = `${aws}/amazondynamodb/latest/developerguide/ServiceQuotas.html`
const shards = `${aws}/AmazonElastiCache/latest/dg/AutoScaling-Scaling-Policies-Target.html`
const hpa = 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'

const flat = (value: number, minutes: number) => Array<number>(minutes).fill(value)
const startMs = Date.UTC(2026, 10, 23)
const at = (target: number, rest: Partial<ScalingPolicy> = {}): ScalingPolicy => ({
  min: 1,
  max: 40,
  warmupMinutes: 3,
  rules: [trackingAt(target)],
  ...rest,
})
const step = (rest: Partial<StepScaling>): ScalingPolicy => ({
  min: 1,
  max: 40,
  warmupMinutes: 0,
  rules: [
    {
      kind: 'step',
      direction: 'out',
      threshold: 0.6,
      minutes: 1,
      adjustment: 'percent',
      steps: [
        { from: 0, change: 10 },
        { from: 0.1, change: 30 },
      ],
      leastMembers: 1,
      ...rest,
    },
  ],
})
const provider = at(1, {
  rules: [{ ...trackingAt(1), metric: 'reservation', outMinutes: 1, inShare: 1 }],
  warmupMinutes: 5,
})
const table = (rest: Partial<ScalingPolicy> = {}) =>
  at(0.7, {
    max: 1000,
    warmupMinutes: 0,
    decreasesAtAnyTime: 4,
    rules: [{ ...trackingAt(0.7), metric: 'read-units', outMinutes: 2, inShare: 50 / 70 }],
    ...rest,
  })
const daily = (cron: string, rest: { min?: number; max?: number; desired?: number }) => ({
  name: cron,
  at: { cron, timeZone: 'UTC' },
  schedule: cron,
  ...rest,
})

/** What is documented, where, a load in members at 100 %, and the members paid for at named minutes. */
type Row = {
  readonly says: string
  readonly source: string
  readonly policy: ScalingPolicy
  readonly load: readonly number[]
  readonly others?: readonly (readonly number[])[]
  readonly start?: number
  readonly members: Readonly<Record<number, number>>
}

const rows: readonly Row[] = [
  {
    says: 'target tracking grows in proportion, rounded up, after three data points of a minute',
    source: cadence,
    policy: at(0.5),
    load: flat(3.3, 10),
    members: { 2: 4, 3: 7, 9: 7 },
  },
  {
    says: 'two data points above the target do nothing',
    source: cadence,
    policy: at(0.5),
    load: [3.3, 3.3, ...flat(1.9, 10)],
    members: { 11: 4 },
  },
  {
    says: 'target tracking shrinks after fifteen data points well below the target',
    source: tracking,
    policy: at(0.5),
    load: flat(1, 20),
    members: { 14: 4, 15: 2 },
  },
  {
    says: 'between nine tenths of the target and the target nothing moves',
    source: tracking,
    policy: at(0.5),
    load: flat(1.85, 60),
    members: { 59: 4 },
  },
  {
    says: 'a basic metric of five minutes makes three data points a quarter of an hour',
    source: cadence,
    policy: at(0.5, { rules: [{ ...trackingAt(0.5), periodMinutes: 5, outMinutes: 15, inMinutes: 75 }] }),
    load: flat(3.3, 20),
    members: { 14: 4, 15: 7 },
  },
  {
    says: 'an alarm that was read rings at its own threshold and not at the target',
    source: groupTracking,
    policy: at(0.5, { rules: [{ ...trackingAt(0.5), outShare: 1.2 }] }),
    // 2.2 of 4 members is 55 %: above the target, below the threshold of 60 %.
    load: [...flat(2.2, 10), ...flat(2.5, 10)],
    members: { 9: 4, 13: 5 },
  },
  {
    says: 'with several policies any of them grows the group',
    source: multiple,
    policy: at(0.5, { rules: [trackingAt(0.5), { ...trackingAt(0.5), metric: 'memory' }] }),
    load: flat(1.9, 10),
    others: [flat(3.3, 10)],
    members: { 3: 7 },
  },
  {
    says: 'with several policies the group shrinks only if all of them agree',
    source: multiple,
    policy: at(0.5, { rules: [trackingAt(0.5), { ...trackingAt(0.5), metric: 'memory' }] }),
    load: flat(0.5, 60),
    others: [flat(1.9, 60)],
    members: { 59: 4 },
  },
  {
    says: 'missing data does nothing',
    source: groupTracking,
    policy: at(0.5),
    load: flat(Number.NaN, 60),
    members: { 59: 4 },
  },
  {
    says: 'members that warm up count as capacity and no more are added for the same load',
    source: warmup,
    policy: at(0.5, { warmupMinutes: 10 }),
    load: flat(3.3, 12),
    members: { 3: 7, 11: 7 },
  },
  {
    says: 'a group does not shrink while a member warms up',
    source: warmup,
    policy: at(0.5, { warmupMinutes: 60 }),
    load: [...flat(3.3, 4), ...flat(0.5, 50)],
    members: { 3: 7, 53: 7 },
  },
  {
    says: 'the minimum protects from scaling in',
    source: limits,
    policy: at(0.5, { min: 3 }),
    load: flat(0, 120),
    members: { 119: 3 },
  },
  {
    says: 'the maximum bounds scaling out',
    source: limits,
    policy: at(0.5, { max: 5 }),
    load: flat(30, 20),
    members: { 19: 5 },
  },
  {
    says: 'scale-in that is switched off never shrinks',
    source: groupTracking,
    policy: at(0.5, { rules: [{ ...trackingAt(0.5), scaleIn: false }] }),
    load: flat(0.1, 90),
    members: { 89: 4 },
  },
  {
    says: 'within the scale-in cooldown nothing more is taken away',
    source: trackingApi,
    policy: at(0.5, { warmupMinutes: 0, cooldown: { outMinutes: 5, inMinutes: 30 } }),
    // At minute 15 to 6 members; the next shrink waits until 30 minutes later.
    load: [...flat(2.9, 16), ...flat(1, 50)],
    start: 8,
    members: { 15: 6, 44: 6, 45: 2 },
  },
  {
    says: 'growing ends the scale-in cooldown',
    source: trackingApi,
    policy: at(0.5, { warmupMinutes: 0, cooldown: { outMinutes: 5, inMinutes: 300 } }),
    load: [...flat(1, 16), ...flat(3, 4), ...flat(1, 20)],
    members: { 15: 2, 19: 6, 35: 2 },
  },
  {
    says: 'a step takes the adjustment whose interval the breach falls into: the first',
    source: steps,
    policy: step({}),
    load: flat(6.5, 2),
    start: 10,
    members: { 1: 11 },
  },
  {
    says: 'a step takes the adjustment whose interval the breach falls into: the second',
    source: steps,
    policy: step({}),
    load: flat(7.5, 2),
    start: 10,
    members: { 1: 13 },
  },
  {
    says: 'a breach before the first lower bound changes nothing',
    source: steps,
    policy: step({ steps: [{ from: 0.1, change: 30 }] }),
    load: flat(6.5, 2),
    start: 10,
    members: { 1: 10 },
  },
  {
    says: 'a percentage below one member is one member',
    source: steps,
    policy: step({}),
    load: flat(2.6, 2),
    members: { 1: 5 },
  },
  {
    says: 'a percentage above one member is rounded towards zero',
    source: steps,
    // 30 % of 9 is 2.7: two members.
    policy: step({}),
    load: flat(6.75, 2),
    start: 9,
    members: { 1: 11 },
  },
  {
    says: 'a step below its threshold takes members away',
    source: steps,
    policy: step({
      direction: 'in',
      threshold: 0.3,
      minutes: 5,
      adjustment: 'members',
      steps: [{ from: 0, change: -2 }],
    }),
    load: flat(1, 8),
    start: 10,
    members: { 4: 10, 5: 8 },
  },
  {
    says: 'an exact step sets the size',
    source: steps,
    policy: step({ adjustment: 'exact', steps: [{ from: 0, change: 25 }] }),
    load: flat(7, 2),
    start: 10,
    members: { 1: 25 },
  },
  {
    says: 'a scheduled minimum raises the size at its time',
    source: scheduled,
    policy: at(0.5, { scheduled: [daily('0 0 * * *', { min: 1 }), daily('0 1 * * *', { min: 6 })] }),
    load: flat(0.5, 120),
    start: 1,
    members: { 59: 1, 60: 6, 119: 6 },
  },
  {
    says: 'a scheduled maximum lowers the size at its time',
    source: applicationScheduled,
    policy: at(0.5, { scheduled: [daily('0 1 * * *', { max: 3 }), daily('0 12 * * *', { max: 40 })] }),
    load: flat(4, 120),
    start: 8,
    members: { 59: 8, 60: 3, 119: 3 },
  },
  {
    says: 'a scheduled size is set, and scaling goes on from there',
    source: scheduled,
    policy: at(0.5, { scheduled: [daily('0 1 * * *', { desired: 12 })] }),
    load: flat(1.9, 120),
    members: { 59: 4, 60: 12, 119: 4 },
  },
  {
    says: 'a scheduled minimum of last night is still in force',
    source: scheduled,
    policy: at(0.5, { scheduled: [daily('0 22 * * *', { min: 5 })] }),
    load: flat(0.5, 30),
    start: 5,
    members: { 0: 5, 29: 5 },
  },
  {
    says: 'a capacity provider launches as many instances as the tasks need, after one data point',
    source: managedScalingDive,
    policy: provider,
    load: flat(6, 10),
    members: { 0: 4, 1: 6 },
  },
  {
    says: 'a capacity provider at targetCapacity 100 gives back every instance that is free',
    source: managedScalingDive,
    policy: provider,
    load: flat(3, 30),
    members: { 14: 4, 15: 3 },
  },
  {
    says: 'a capacity provider at targetCapacity 80 keeps a fifth of its instances free',
    source: managedScaling,
    policy: { ...provider, rules: provider.rules.map((rule) => ({ ...rule, target: 0.8 }) as typeof rule) },
    load: flat(8, 10),
    start: 8,
    members: { 1: 10 },
  },
  {
    says: 'DynamoDB raises after two minutes above the target',
    source: tables,
    policy: table(),
    // 140 of 100 units: 140 / 0.7 = 200.
    load: flat(140, 5),
    start: 100,
    members: { 1: 100, 2: 200 },
  },
  {
    says: 'DynamoDB lowers after fifteen minutes at 20 points under the target',
    source: tablesBelow,
    policy: table(),
    load: flat(49, 20),
    start: 100,
    members: { 14: 100, 15: 70 },
  },
  {
    says: 'DynamoDB leaves the capacity between 50 and 70 %',
    source: tablesBelow,
    policy: table(),
    load: flat(51, 60),
    start: 100,
    members: { 59: 100 },
  },
  {
    says: 'ElastiCache adds at least a fifth of the shards',
    source: shards,
    policy: at(0.6, { max: 100, rules: [{ ...trackingAt(0.6), inShare: 0.75, growthShareMin: 0.2 }] }),
    // 10 % above the target of 60 %: proportion asks for 55, a fifth for 60.
    load: flat(0.66 * 50, 5),
    start: 50,
    members: { 3: 60 },
  },
  {
    says: 'ElastiCache shrinks only under 75 % of its target',
    source: shards,
    policy: at(0.6, { max: 100, rules: [{ ...trackingAt(0.6), inShare: 0.75, growthShareMin: 0.2 }] }),
    load: flat(0.46 * 50, 60),
    start: 50,
    members: { 59: 50 },
  },
]

function membersOf({ policy, load, others = [], start = 4 }: Row): number[] {
  const trace = new Uint16Array(load.length)
  const range = { fromMs: startMs, toMs: startMs + load.length * minuteMs }
  const moments = scheduledMoments(policy.scheduled ?? [], range)
  const loads = [load, ...others].map((one) => Float32Array.from(one))
  replay({ policy, loads, limit: 0.9, startMembers: start, moments, trace })
  return [...trace]
}

describe('the replay does what is documented', () => {
  test.each(rows)('$says ($source)', (row) => {
    const members = membersOf(row)
    const found = Object.fromEntries(
      Object.keys(row.members).map((minute) => [minute, members[Number(minute)]]),
    )
    expect(found).toEqual(row.members)
  })

  test('every row names where it is documented', () => {
    for (const { source } of rows) expect(source).toMatch(/^https:\/\//)
  })
})

describe(`DynamoDB decreases at most 27 times a day (${decreases})`, () => {
  test('four at any time, then one an hour after the last', () => {
    // Ten minutes at full load and twenty idle: each half hour could bring a decrease.
    const load = Array.from({ length: 1440 }, (_, t) => (t % 30 < 10 ? 30_000 : 3_000))
    const trace = new Uint16Array(load.length)
    const policy = table({ max: 65_000 })
    replay({ policy, loads: [Float32Array.from(load)], limit: 1, startMembers: 65_000, trace })
    const count = trace.reduce(
      (sum, units, t) => sum + (t > 0 && units < (trace[t - 1] as number) ? 1 : 0),
      0,
    )
    expect(count).toBeGreaterThan(20)
    expect(count).toBeLessThanOrEqual(27)
    const unbound = new Uint16Array(load.length)
    const { decreasesAtAnyTime: _, ...free } = policy
    replay({ policy: free, loads: [Float32Array.from(load)], limit: 1, startMembers: 65_000, trace: unbound })
    const often = unbound.reduce(
      (sum, units, t) => sum + (t > 0 && units < (unbound[t - 1] as number) ? 1 : 0),
      0,
    )
    expect(often).toBeGreaterThan(27)
  })
})

describe(`the Horizontal Pod Autoscaler (${hpa})`, () => {
  const scaler = { min: 1, max: 20, target: 0.5, warmupMinutes: 0 }
  const podsOver = (load: readonly number[], startMembers = 4) => {
    const trace = new Uint16Array(load.length)
    replayHpa({ scaler, load: Float32Array.from(load), limit: 0.9, startMembers, trace })
    return [...trace]
  }

  test('asks for ceil(pods x metric / target) at once', () => {
    expect(podsOver(flat(3.3, 3))).toEqual([4, 7, 7])
  })

  test('does nothing within its tolerance of a tenth', () => {
    // 2.18 of 4 pods is 54.5 %: a ratio of 1.09. 2.22 is 1.11.
    expect(podsOver(flat(2.18, 5)).at(-1)).toBe(4)
    expect(podsOver(flat(2.22, 5)).at(-1)).toBe(5)
  })

  test('shrinks to the most that was asked for in the last 300 seconds', () => {
    const pods = podsOver([...flat(2, 3), ...flat(0.9, 10)])
    expect(pods.slice(0, 8)).toEqual([4, 4, 4, 4, 4, 4, 4, 4])
    expect(pods.at(-1)).toBe(2)
  })

  test('missing data does nothing', () => {
    expect(podsOver(flat(Number.NaN, 30)).at(-1)).toBe(4)
  })

  test('adds at most four pods or doubles in a step of 15 seconds', () => {
    // Four steps a minute: 1, 5, 10, 20.
    expect(podsOver(flat(30, 3), 1)).toEqual([1, 20, 20])
  })
})

describe('properties of every machine', () => {
  const loads = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 2, maxLength: 120 })
  const policies = fc.constantFrom<ScalingPolicy>(
    at(0.5, { min: 2, max: 12 }),
    step({}),
    { ...step({}), min: 2, max: 12 },
    { ...provider, min: 2, max: 12 },
    table({ min: 2, max: 12 }),
    at(0.5, { min: 2, max: 12, scheduled: [daily('30 0 * * *', { min: 4, max: 8 })] }),
    at(0.5, { min: 2, max: 12, cooldown: { outMinutes: 5, inMinutes: 5 } }),
  )

  test('never outside of minimum and maximum', () => {
    fc.assert(
      fc.property(loads, policies, (load, policy) => {
        const members = membersOf({ says: '', source: '', policy, load, members: {} })
        expect(Math.min(...members)).toBeGreaterThanOrEqual(policy.min)
        expect(Math.max(...members)).toBeLessThanOrEqual(policy.max)
      }),
    )
  })

  test('more demand at the same history never gives fewer members', () => {
    fc.assert(
      fc.property(loads, policies, fc.double({ min: 0, max: 40, noNaN: true }), (load, policy, more) => {
        const last = load.at(-1) ?? 0
        const finalOf = (value: number) =>
          membersOf({
            says: '',
            source: '',
            policy,
            load: [...load.slice(0, -1), value, Number.NaN],
            members: {},
          }).at(-1) ?? 0
        expect(finalOf(last + more)).toBeGreaterThanOrEqual(finalOf(last))
      }),
    )
  })

  test('of pods too', () => {
    fc.assert(
      fc.property(loads, fc.double({ min: 0, max: 40, noNaN: true }), (load, more) => {
        const scaler = { min: 2, max: 12, target: 0.5, warmupMinutes: 2 }
        const finalOf = (value: number) => {
          const path = Float32Array.from([...load.slice(0, -1), value, Number.NaN])
          const trace = new Uint16Array(path.length)
          replayHpa({ scaler, load: path, limit: 0.9, trace })
          expect(Math.min(...trace)).toBeGreaterThanOrEqual(2)
          expect(Math.max(...trace)).toBeLessThanOrEqual(12)
          return trace.at(-1) ?? 0
        }
        const last = load.at(-1) ?? 0
        expect(finalOf(last + more)).toBeGreaterThanOrEqual(finalOf(last))
      }),
    )
  })
})
