import { collectCosts } from './collect-costs.ts'
import { collectFineSamples } from './collect-fine-samples.ts'
import { collectInventory } from './collect-inventory.ts'
import { collectSamples } from './collect-samples.ts'
import { collectShapes } from './collect-shapes.ts'
import { forecast } from './forecast.ts'
import type { Job } from './job.ts'
import { maintain } from './maintain.ts'
import { recommend } from './recommend.ts'

/** Every job, in the order of the pipeline. */
export const jobs: readonly Job[] = [
  collectInventory,
  collectShapes,
  collectCosts,
  collectSamples,
  forecast,
  recommend,
  collectFineSamples,
  maintain,
]
