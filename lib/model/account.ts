/** An AWS account that is collected. `state` is of the last inventory. */
export type Account = {
  readonly id: string
  readonly name: string
  readonly regions: readonly string[]
  readonly roleArn?: string
  readonly externalId?: string
  /** `false`: the role is not tried without its external id (endpoints that evaluate no trust policy). */
  readonly externalIdRequired?: boolean
  readonly payer: boolean
}

/** Accounts by number, by unit (with the units below it), by all of these tags. */
export type AccountSelection = {
  readonly accounts: readonly string[]
  readonly organizationalUnits: readonly string[]
  readonly tags: Readonly<Record<string, string>>
}

/** Accounts that AWS Organizations lists: where to ask, and how to reach each of them. */
export type Organization = {
  readonly payer: Account
  readonly regions: readonly string[]
  /** ARN with `{account}` for the number. */
  readonly roleTemplate: string
  readonly externalId?: string
  readonly externalIdRequired?: boolean
  readonly include?: AccountSelection
  readonly exclude?: AccountSelection
}

/** What went wrong with an account, region or resource; shown on the page it affects. */
export type Problem = {
  readonly scope: string
  readonly code: string
  readonly text: string
  readonly action?: string
}
