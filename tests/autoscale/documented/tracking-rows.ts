import { trackingAt } from '#lib/model/scaling.ts'
import { at, cadence, flat, groupTracking, limits, multiple, type Row, tracking, warmup } from './policies.ts'

/** Target tracking, of groups and services. */
export const trackingRows: readonly Row[] = [
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
]
