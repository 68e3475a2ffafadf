export { type Proof, type ProofInput, proveReplay } from './proof.ts'
export { refineToMinutes } from './refine.ts'
export { type ReplayInput, type ReplayResult, replay } from './replay.ts'
export {
  chooseOption,
  judgePolicy,
  minuteAboveWorth,
  paretoFront,
  policiesFor,
  type ScalingOption,
  type SearchInput,
} from './search.ts'
