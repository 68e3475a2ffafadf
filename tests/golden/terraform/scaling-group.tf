resource "aws_autoscaling_policy" "web_asg" {
  name                   = "web-asg-cpu"
  autoscaling_group_name = "web-asg"
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 55

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

resource "aws_autoscaling_schedule" "web_asg_08" {
  scheduled_action_name  = "floor-08"
  autoscaling_group_name = "web-asg"
  recurrence             = "0 8 * * *"
  time_zone              = "Etc/UTC"
  min_size               = 6
  max_size               = 20
  desired_capacity       = -1
}

resource "aws_autoscaling_schedule" "web_asg_20" {
  scheduled_action_name  = "floor-20"
  autoscaling_group_name = "web-asg"
  recurrence             = "0 20 * * *"
  time_zone              = "Etc/UTC"
  min_size               = 2
  max_size               = 20
  desired_capacity       = -1
}