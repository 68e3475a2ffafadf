import type { AccessPolicy } from '../access-policy.ts'
import { keyActions, neverActions, objectActions, roleActions, throughS3 } from './statements.ts'

/** The Terraform module of the role that Headroom assumes in an account; `payer = true` adds what the payer needs. */
export function terraformModule(policy: AccessPolicy): string {
  const { member, payer, bucket, object } = roleActions(policy)
  return `# The role that Headroom assumes to read one account. Made from the calls that it sends: npm run golden.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 4.0"
    }
  }
}

variable "hub_role_arn" {
  description = "ARN of the role that Headroom's worker runs as."
  type        = string
}

variable "external_id" {
  description = "The external id of your Headroom: npm run doctor shows it."
  type        = string
}

variable "organization_id" {
  description = "Only principals of this organization may assume the role, e.g. o-a1b2c3d4e5."
  type        = string
  default     = null
}

variable "role_name" {
  type    = string
  default = "HeadroomReader"
}

variable "payer" {
  description = "The account that pays: costs and the list of accounts are read here."
  type        = bool
  default     = false
}

variable "bucket_arns" {
  description = "Buckets with cost exports or Kubernetes snapshots that may be read."
  type        = list(string)
  default     = []
}

locals {
  object_arns = [for arn in var.bucket_arns : "\${arn}/*"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.hub_role_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }

    dynamic "condition" {
      for_each = var.organization_id == null ? [] : [var.organization_id]
      content {
        test     = "StringEquals"
        variable = "aws:PrincipalOrgID"
        values   = [condition.value]
      }
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    sid       = "Read"
    resources = ["*"]
    actions = ${list(member, 4)}
  }

  dynamic "statement" {
    for_each = var.payer ? ["payer"] : []
    content {
      sid       = "ReadPayer"
      resources = ["*"]
      actions = ${list(payer, 6)}
    }
  }
${bucketStatement('ReadBuckets', bucket, 'var.bucket_arns')}${bucketStatement('ReadObjects', object, 'local.object_arns')}
  statement {
    sid       = "NeverData"
    effect    = "Deny"
    resources = ["*"]
    actions = ${list(neverActions, 4)}
  }

  statement {
    sid       = "NeverKeys"
    effect    = "Deny"
    resources = ["*"]
    actions = ${list(keyActions, 4)}

    condition {
      test     = "StringNotLike"
      variable = "kms:ViaService"
      values   = ["${throughS3}"]
    }
  }

  statement {
    sid           = "NeverObjects"
    effect        = "Deny"
    resources     = length(local.object_arns) == 0 ? ["*"] : null
    not_resources = length(local.object_arns) == 0 ? null : local.object_arns
    actions = ${list(objectActions, 4)}
  }
}

resource "aws_iam_role" "headroom" {
  name                 = var.role_name
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "headroom" {
  name   = "read"
  role   = aws_iam_role.headroom.id
  policy = data.aws_iam_policy_document.read.json
}

output "role_arn" {
  value = aws_iam_role.headroom.arn
}
`
}

function bucketStatement(sid: string, actions: readonly string[], arns: string): string {
  if (actions.length === 0) return ''
  return `
  dynamic "statement" {
    for_each = length(var.bucket_arns) == 0 ? [] : ["buckets"]
    content {
      sid       = "${sid}"
      resources = ${arns}
      actions = ${list(actions, 6)}
    }
  }
`
}

/** A list over several lines, closed at `indent` spaces. */
function list(actions: readonly string[], indent: number): string {
  const pad = ' '.repeat(indent)
  return `[\n${actions.map((action) => `${pad}  "${action}",`).join('\n')}\n${pad}]`
}
