# What the role of Headroom's worker needs: to assume the reader's role in every account of its organization.
# Made from the calls that it sends: npm run golden.

variable "worker_role_name" {
  description = "Name of the role that Headroom's worker runs as."
  type        = string
}

variable "organization_id" {
  description = "Your organization, e.g. o-a1b2c3d4e5: no role outside of it is assumed."
  type        = string
}

variable "role_name" {
  type    = string
  default = "HeadroomReader"
}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "assume" {
  statement {
    sid       = "AssumeReaders"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${data.aws_partition.current.partition}:iam::*:role/${var.role_name}"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceOrgID"
      values   = [var.organization_id]
    }
  }
}

resource "aws_iam_role_policy" "headroom" {
  name   = "assume-headroom-readers"
  role   = var.worker_role_name
  policy = data.aws_iam_policy_document.assume.json
}
