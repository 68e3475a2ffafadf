/** An AWS account that is collected. `state` is of the last inventory. */
export type Account = {
  readonly id: string
  readonly name: string
  readonly regions: readonly string[]
  readonly roleArn?: string
  readonly externalId?: string
  readonly payer: boolean
}

/** What went wrong with an account, region or resource; shown on the page it affects. */
export type Problem = {
  readonly scope: string
  readonly code: string
  readonly text: string
  readonly action?: string
}
