import { parseTable } from '../table.ts'

/** GPU pools. `held` and `mem` are percent of the pool's GPUs and of one GPU's memory, `busy` its utilization. */
export const poolRows = parseTable(`
name               place       team         tier  type          members  held  mem  busy  rhythm   trend
ml-h100-use1       data/use1   ml-training  2     p5.48xlarge   6        83    88   91    always   +110%
ml-a100-use1       data/use1   ml-training  2     p4d.24xlarge  1        62    80   84    office   +6%    minute
recsys-embed-usw2  data/usw2   ml-serving   2     g5.12xlarge   4        94    94   8     always   flat
ranker-gpu-use1    shop/use1   ml-serving   1     g6.12xlarge   3        75    61   57    retail   +14%
speech-l40s-use1   data/use1   ml-serving   2     g6e.12xlarge  2        63    72   66    global   +18%   age=190
vision-batch-usw2  data/usw2   ml-training  3     g5.12xlarge   1        25    55   62    nightly  flat
notebook-gpu-use1  data/use1   ml-training  np    g5.2xlarge    6        33    40   22    office   -10%
staging-gpu-use1   stage/use1  -            np    g6.2xlarge    4        25    35   14    office   flat
`)
