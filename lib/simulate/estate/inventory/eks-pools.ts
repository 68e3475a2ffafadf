import { parseTable } from '../table.ts'

/**
 * EKS clusters. `version` is a Kubernetes version, or `ended`: the newest one whose standard support ended at least
 * four weeks before the anchor. `insights` says whether Container Insights is paid for.
 */
export const eksClusterRows = parseTable(`
cluster        place      team           tier  version  insights
shop-prod      shop/use1  platform       1     ended    yes
data-platform  data/use1  data-platform  2     1.34     yes
ml-training    data/usw2  ml-training    2     1.35     yes
staging-eks    stage/use1 platform       np    1.35     no
`)

/**
 * Pools of nodes of those clusters, as `inventory/groups.ts` tells groups. Managers: `mng` a managed node group with
 * its Auto Scaling group, `karpenter`, `auto` Auto Mode; the last two keep `now` nodes. `pods` is pods per node at the
 * busiest hour. Options: `also=TYPE` for every second node, `subnets=A+B` names of `../limits.ts`,
 * `allocated=A+B` GPUs given out per node, `limit=VCPU` of the NodePool (default 64).
 */
export const eksPoolRows = parseTable(`
name           cluster        manager    place      team           tier  type         min  max  now  cpu  mem  pods  rhythm   trend
general        shop-prod      mng        shop/use1  platform       1     m7i.2xlarge  6    30   14   44   52   31    retail   +18%   subnets=shared-private-use1a+shared-private-use1b
payments       shop-prod      mng        shop/use1  payments       1     m7a.xlarge   3    12   4    41   48   50    office   +9%    subnets=checkout-nodes-use1a
elastic        shop-prod      karpenter  shop/use1  platform       1     m7i.xlarge   0    0    5    58   63   24    global   +11%   also=c7i.2xlarge limit=40 subnets=shared-private-use1b+shared-private-use1a
pipelines      data-platform  karpenter  data/use1  data-platform  2     r7i.2xlarge  0    0    4    46   71   19    nightly  +14%   subnets=data-private-use1a
training-gpu   ml-training    mng        data/usw2  ml-training    2     g6.48xlarge  4    4    4    37   42   9     always   flat   allocated=5+5+5+6
general-purpose staging-eks   auto       stage/use1 platform       np    m7i.large    0    0    3    18   -    14    office   flat   subnets=staging-private-use1a
`)
