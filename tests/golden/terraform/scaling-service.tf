resource "aws_appautoscaling_policy" "main_web" {
  name               = "main_web-cpu"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "service/main/web"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"

  target_tracking_scaling_policy_configuration {
    target_value = 55

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_appautoscaling_scheduled_action" "main_web_08" {
  name               = "floor-08"
  resource_id        = "service/main/web"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
  schedule           = "cron(0 8 * * ? *)"
  timezone           = "Etc/UTC"

  scalable_target_action {
    min_capacity = 6
    max_capacity = 20
  }
}

resource "aws_appautoscaling_scheduled_action" "main_web_20" {
  name               = "floor-20"
  resource_id        = "service/main/web"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
  schedule           = "cron(0 20 * * ? *)"
  timezone           = "Etc/UTC"

  scalable_target_action {
    min_capacity = 2
    max_capacity = 20
  }
}