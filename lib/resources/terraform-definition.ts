import type { Resource } from '#lib/model/resource.ts'
import type { TerraformBlock, TerraformValue } from '#lib/model/terraform.ts'

/** Attribute of a setting of an option (`Option.settings`), and the fact that holds the present value. */
export type TerraformSetting = { readonly attribute: string; readonly fact: string }

/** How the sizes of a class are written in Terraform. Dots lead into blocks: `cluster_config.instance_type`. */
export type TerraformDefinition = {
  /** The block that holds the shape. */
  readonly resourceType: string
  readonly shapeAttribute: string
  /** Attributes that say a shape, where it is not its name in `shapeAttribute`. */
  readonly shapeValues?: (shape: string) => Readonly<Record<string, TerraformValue>>
  /** The attribute by which code names the resource, in the block of the shape unless another type is given. */
  readonly named: {
    readonly attribute: string
    readonly resourceType?: string
    readonly nameOf?: (resource: Resource) => string
  }
  readonly reference?: TerraformBlock['reference']
  readonly settings?: {
    readonly resourceType: string
    readonly attributes: Readonly<Record<string, TerraformSetting | readonly TerraformSetting[]>>
    /** A comment line of the block. */
    readonly note?: string
  }
  /** Settings that an autoscaler moves by itself, and how it is told to. */
  readonly autoscalerOwned?: { readonly settings: readonly string[]; readonly text: string }
  /** What differs for a resource that is made by another block. */
  readonly variant?: (resource: Resource) => Partial<TerraformDefinition> | undefined
  /** A sentence where this resource is not made by one block. */
  readonly notExpressible?: (resource: Resource) => string | undefined
}
