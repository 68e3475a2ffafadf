import { parseTable } from '../table.ts'

/**
 * SageMaker endpoints of one variant. At the busiest ordinary hour `now` instances run at these percentages of their
 * vCPU, memory, GPUs and GPU memory; CloudWatch sums those of CPU and GPUs over cores and GPUs.
 */
export const endpointRows = parseTable(`
name           place      team        tier  type             min  max  now  cpu  mem  gpu  gpumem  rhythm  trend
rerank-llm-ep  data/use1  ml-serving  1     ml.g5.12xlarge   2    6    3    22   48   62   71      global  +18%
embed-text-ep  shop/use1  search      1     ml.g6.xlarge     2    10   4    35   41   58   66      retail  +14%
fraud-xgb-ep   shop/use1  payments    1     ml.c6i.2xlarge   3    12   5    54   37   -    -       retail  +10%
image-tags-ep  data/usw2  ml-serving  3     ml.g5.2xlarge    2    2    2    6    22   4    35      office  flat
`)
