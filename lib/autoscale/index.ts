export { type Hpa, type HpaInput, replayHpa } from './hpa.ts'
export { type Load, type LoadInput, loadOf } from './load.ts'
export { fullestOf, type MeasuredShare, meanOfMembers, memberRateOf, shareOfUnits } from './measured.ts'
export { type Proof, type ProofInput, proveReplay } from './proof.ts'
export { refineToMinutes } from './refine.ts'
export { type ReplayInput, type ReplayResult, replay } from './replay.ts'
export { type ScheduledMoment, scheduledMoments } from './schedule.ts'
export {
  chooseOption,
  judgePolicy,
  minuteAboveWorth,
  paretoFront,
  policiesFor,
  type ScalingOption,
  type SearchInput,
} from './search.ts'
export { membersUnder, type StudyInput, studyScaling, weekMinuteOf } from './study.ts'
export { studyThroughput, type ThroughputInput } from './throughput.ts'
export {
  instancesFor,
  instancesNeeded,
  type PlacedTasks,
  type Reserved,
  type ScaledService,
  studyLevels,
} from './two-levels.ts'
