# The role that Headroom assumes to read one account. Made from the calls that it sends: npm run golden.

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
  object_arns = [for arn in var.bucket_arns : "${arn}/*"]
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
    actions = [
      "application-autoscaling:DescribeScalableTargets",
      "application-autoscaling:DescribeScalingPolicies",
      "application-autoscaling:DescribeScheduledActions",
      "autoscaling:DescribeAutoScalingGroups",
      "autoscaling:DescribePolicies",
      "autoscaling:DescribeScheduledActions",
      "cloudtrail:LookupEvents",
      "cloudwatch:DescribeAlarms",
      "cloudwatch:GetMetricData",
      "cloudwatch:ListMetrics",
      "compute-optimizer:GetAutoScalingGroupRecommendations",
      "compute-optimizer:GetEC2InstanceRecommendations",
      "compute-optimizer:GetRDSDatabaseRecommendations",
      "config:DescribeConfigurationRecorderStatus",
      "config:GetResourceConfigHistory",
      "dynamodb:DescribeLimits",
      "dynamodb:DescribeTable",
      "dynamodb:ListTables",
      "dynamodb:ListTagsOfResource",
      "ec2:DescribeCapacityReservations",
      "ec2:DescribeInstanceTypes",
      "ec2:DescribeInstances",
      "ec2:DescribeReservedInstances",
      "ec2:DescribeSubnets",
      "ec2:DescribeVolumes",
      "ecs:DescribeCapacityProviders",
      "ecs:DescribeClusters",
      "ecs:DescribeContainerInstances",
      "ecs:DescribeServices",
      "ecs:DescribeTaskDefinition",
      "ecs:ListClusters",
      "ecs:ListContainerInstances",
      "ecs:ListServices",
      "eks:DescribeCluster",
      "eks:DescribeClusterVersions",
      "eks:DescribeNodegroup",
      "eks:ListClusters",
      "eks:ListNodegroups",
      "elasticache:DescribeCacheClusters",
      "elasticache:DescribeCacheParameters",
      "elasticache:DescribeReplicationGroups",
      "elasticache:DescribeServerlessCaches",
      "elasticache:ListTagsForResource",
      "es:DescribeDomainConfig",
      "es:DescribeDomains",
      "es:ListDomainNames",
      "es:ListTags",
      "kafka:ListClustersV2",
      "kafka:ListNodes",
      "pricing:GetProducts",
      "rds:DescribeDBClusters",
      "rds:DescribeDBInstances",
      "rds:DescribeDBMajorEngineVersions",
      "rds:DescribeEvents",
      "rds:DescribeReservedDBInstances",
      "redshift:DescribeClusters",
      "sagemaker:DescribeEndpoint",
      "sagemaker:DescribeEndpointConfig",
      "sagemaker:ListEndpoints",
      "sagemaker:ListTags",
      "savingsplans:DescribeSavingsPlans",
      "servicequotas:ListServiceQuotas",
    ]
  }

  dynamic "statement" {
    for_each = var.payer ? ["payer"] : []
    content {
      sid       = "ReadPayer"
      resources = ["*"]
      actions = [
        "budgets:ViewBudget",
        "ce:GetCostAndUsage",
        "ce:GetCostAndUsageWithResources",
        "ce:GetSavingsPlansCoverage",
        "ce:GetSavingsPlansUtilization",
        "cost-optimization-hub:ListRecommendations",
        "organizations:ListAccounts",
        "organizations:ListAccountsForParent",
        "organizations:ListOrganizationalUnitsForParent",
        "organizations:ListTagsForResource",
      ]
    }
  }

  dynamic "statement" {
    for_each = length(var.bucket_arns) == 0 ? [] : ["buckets"]
    content {
      sid       = "ReadBuckets"
      resources = var.bucket_arns
      actions = [
        "s3:ListBucket",
      ]
    }
  }

  dynamic "statement" {
    for_each = length(var.bucket_arns) == 0 ? [] : ["buckets"]
    content {
      sid       = "ReadObjects"
      resources = local.object_arns
      actions = [
        "s3:GetObject",
      ]
    }
  }

  statement {
    sid       = "NeverData"
    effect    = "Deny"
    resources = ["*"]
    actions = [
      "dynamodb:BatchGetItem",
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:Scan",
      "ec2:GetConsoleOutput",
      "ec2:GetPasswordData",
      "iam:Attach*",
      "iam:Create*",
      "iam:Put*",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "secretsmanager:GetSecretValue",
      "sqs:ReceiveMessage",
      "ssm:GetParameter*",
      "sts:AssumeRole",
    ]
  }

  statement {
    sid       = "NeverKeys"
    effect    = "Deny"
    resources = ["*"]
    actions = [
      "kms:Decrypt",
    ]

    condition {
      test     = "StringNotLike"
      variable = "kms:ViaService"
      values   = ["s3.*.amazonaws.com"]
    }
  }

  statement {
    sid           = "NeverObjects"
    effect        = "Deny"
    resources     = length(local.object_arns) == 0 ? ["*"] : null
    not_resources = length(local.object_arns) == 0 ? null : local.object_arns
    actions = [
      "s3:GetObject*",
    ]
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
