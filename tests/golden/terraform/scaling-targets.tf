resource "aws_appautoscaling_policy" "rank_AllTraffic" {
  name               = "rank_AllTraffic-requests"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "endpoint/rank/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  service_namespace  = "sagemaker"

  target_tracking_scaling_policy_configuration {
    target_value = 812

    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}

resource "aws_appautoscaling_policy" "profile_readers" {
  name               = "profile-cpu"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "cluster:profile"
  scalable_dimension = "rds:cluster:ReadReplicaCount"
  service_namespace  = "rds"

  target_tracking_scaling_policy_configuration {
    target_value = 60

    predefined_metric_specification {
      predefined_metric_type = "RDSReaderAverageCPUUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "profile_readers" {
  resource_id        = "cluster:profile"
  scalable_dimension = "rds:cluster:ReadReplicaCount"
  service_namespace  = "rds"
  min_capacity       = 2
  max_capacity       = 20
}

resource "aws_appautoscaling_policy" "feed_shards" {
  name               = "feed-memory"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "replication-group/feed"
  scalable_dimension = "elasticache:replication-group:NodeGroups"
  service_namespace  = "elasticache"

  target_tracking_scaling_policy_configuration {
    target_value = 65

    predefined_metric_specification {
      predefined_metric_type = "ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage"
    }
  }
}

resource "aws_appautoscaling_target" "feed_shards" {
  resource_id        = "replication-group/feed"
  scalable_dimension = "elasticache:replication-group:NodeGroups"
  service_namespace  = "elasticache"
  min_capacity       = 2
  max_capacity       = 20
}