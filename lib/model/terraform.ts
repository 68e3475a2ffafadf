/** A value as Terraform code writes it. */
export type TerraformValue = string | number | readonly string[]

/**
 * How the block of an attribute is told in code: by the attribute that holds the name AWS knows (`identifier`,
 * `tags.Name`), or by a reference between that named block and it (a launch template and its group).
 */
export type TerraformBlock = {
  readonly resourceType: string
  readonly named: { readonly resourceType: string; readonly attribute: string; readonly value: string }
  /** Which of the two holds the reference, and in which of these attributes; absent where they are one. */
  readonly reference?: { readonly in: 'named' | 'own'; readonly attributes: readonly string[] }
}

/** One attribute of one block and what it becomes. Dots lead into blocks: `cluster_config.instance_type`. */
export type TerraformChange = {
  readonly block: TerraformBlock
  readonly attribute: string
  /** Absent = not known. */
  readonly from?: TerraformValue
  readonly to: TerraformValue
}
