resource "aws_dynamodb_table" "orders" {
  billing_mode = "PROVISIONED"
}

resource "aws_appautoscaling_policy" "orders_write_units" {
  name               = "orders-write-units"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "table/orders"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  service_namespace  = "dynamodb"

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "orders_write_units" {
  resource_id        = "table/orders"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  service_namespace  = "dynamodb"
  min_capacity       = 2
  max_capacity       = 20
}