import { parentPort, workerData } from 'node:worker_threads'
import { decisionsOf, isBad, isBreach, outcomeOf } from './decisions.ts'
import { chooseOurs, forecastDecision, risks } from './ours.ts'
import type { Mode } from './rungs.ts'
import { readTrace } from './trace.ts'

export type OursRow = {
  readonly mode: Mode
  readonly risk: number
  readonly costUsd: number
  readonly bad: boolean
  readonly lostWork: number
  /** Promised chance of every option that was shown, whether it would have been bad, and whether it would breach. */
  readonly shown: readonly (readonly [chance: number, bad: boolean, breach: boolean])[]
}

/** One decision a message, by its number; the answer is what the product chose in every mode at every risk. */
const { dir } = workerData as { dir: string }
const trace = readTrace(dir)
const decisions = decisionsOf(trace)

parentPort?.on('message', (index: number) => {
  const decision = decisions[index]
  if (!decision) throw new Error(`there is no decision ${index}`)
  const outcomes = forecastDecision(decision, trace.startMs)
  const rows = (['cpu', 'ec2'] as const).flatMap((mode) =>
    risks.map((risk): OursRow => {
      const { rung, options } = chooseOurs({ decision, outcomes, startMs: trace.startMs, mode, risk })
      const shown = options.map(
        (option) => [option.chance, isBad(decision, option.rung), isBreach(decision, option.rung)] as const,
      )
      return { mode, risk, ...outcomeOf(decision, rung), shown }
    }),
  )
  parentPort?.postMessage(rows)
})
