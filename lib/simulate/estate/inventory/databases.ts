import { parseTable } from '../table.ts'

/**
 * RDS instances. `cpu`, `conn` and `iops` are percent of vCPU, max_connections and the IOPS limit at the busiest
 * ordinary hour, `mem` percent of memory used. Options: `../resource.ts`, `../workload.ts`, `../storage.ts`,
 * `../database-series.ts`; `version`, `license`, and `bill` dollars an hour of an engine without a listed price.
 */
export const databaseRows = parseTable(`
name                  place       team           tier  class           engine    az  gib   cpu  mem  conn  iops  rhythm   trend
orders-primary        shop/use1   checkout       1     db.r6g.4xlarge  postgres  2   2000  28   71   26    27    retail   +12%   bf sto=82 grow=4.6 minute
orders-replica-1      shop/use1   checkout       1     db.r6g.2xlarge  postgres  1   3000  31   74   33    25    retail   +12%   bf grow=4.6 of=orders-primary sto=54.7
orders-primary-dr     shop/usw2   checkout       1     db.r6g.4xlarge  postgres  1   3000  2    38   2     6     always   flat   grow=4.6 exempt=dr of=orders-primary sto=54.7
cart-mysql            shop/use1   checkout       1     db.r6g.2xlarge  mysql     2   500   27   68   28    22    retail   +9%    bf
inventory-pg          shop/use1   checkout       1     db.m6g.2xlarge  postgres  2   800   25   66   30    24    retail   +8%    bf
returns-pg            shop/use1   checkout       2     db.m5.2xlarge   postgres  2   400   9    31   8     6     office   flat
checkout-vendor-pg    shop/euw1   checkout       3     db.m5.xlarge    postgres  1   200   7    33   6     4     office   flat
order-archive-mysql   shop/use1   checkout       3     db.r5.2xlarge   mysql     1   3000  6    35   3     9     nightly  +2%    sto=58 grow=0.9
payments-ledger-pg    shop/use1   payments       1     db.r6i.4xlarge  postgres  2   1000  46   73   41    48    retail   +11%   sto=85 grow=1.9 minute
payments-ledger-dr    shop/euw1   payments       1     db.r6i.4xlarge  postgres  1   1600  2    37   2     5     always   flat   grow=1.9 exempt=dr of=payments-ledger-pg sto=53.1
payments-vault-pg     shop/use1   payments       1     db.r6g.xlarge   postgres  2   300   54   70   35    22    retail   +9%
billing-mysql         shop/use1   payments       2     db.r6g.xlarge   mysql     2   500   38   72   27    36    office   +8%    sto=70 grow=0.5 monthend
disputes-pg           shop/use1   payments       3     db.m5.xlarge    postgres  1   150   8    34   7     5     office   flat
vendor-pg             shop/use1   payments       2     db.r6g.large    postgres  2   300   44   66   30    8     office   +2%
tax-rates-mysql       shop/use1   payments       3     db.t3.large     mysql     1   100   11   52   12    5     office   flat
payments-audit-pg     shop/use1   payments       2     db.r5.2xlarge   postgres  2   900   11   39   8     16    global   +4%    max=1000 sto=90 grow=3.4
identity-pg           shop/use1   identity       1     db.r6g.2xlarge  postgres  2   400   44   69   72    33    global   +16%   conntrend=+90% minute
identity-pg-dr        shop/usw2   identity       1     db.r6g.2xlarge  postgres  1   400   2    36   2     4     always   flat   exempt=dr of=identity-pg
sessions-mysql        shop/use1   identity       1     db.m6i.2xlarge  mysql     2   300   74   72   38    41    global   +50%   sto=38
audit-pg              shop/use1   identity       2     db.r6g.xlarge   postgres  2   1500  33   70   18    29    global   +9%    sto=61 grow=0.8 steady retention
consent-pg            shop/euw1   identity       2     db.m6g.large    postgres  2   100   46   69   34    21    global   +7%
ldap-mirror-mysql     shop/use1   identity       3     db.m5.large     mysql     1   60    5    38   6     3     always   flat
search-config-pg      shop/use1   search         2     db.m5.2xlarge   postgres  2   200   8    29   7     4     office   flat
query-log-pg          shop/use1   search         3     db.r6g.2xlarge  postgres  1   2500  47   73   16    44    global   +13%   sto=68 grow=2.9
synonyms-mysql        shop/use1   search         3     db.t3.medium    mysql     1   40    9    57   14    3     office   flat
ranking-labels-pg     shop/usw2   search         3     db.m6g.xlarge   postgres  1   250   11   37   8     7     weekly   flat
catalog-pg            shop/use1   catalog        1     db.r6g.4xlarge  postgres  2   1500  68   74   42    46    retail   +34%   sto=55 grow=1.1 minute
catalog-replica-1     shop/use1   catalog        1     db.r6g.2xlarge  postgres  1   1500  36   73   38    40    retail   +10%   sto=55 grow=1.1 of=catalog-pg step=1.9@-25
catalog-replica-2     shop/use1   catalog        1     db.r6g.2xlarge  postgres  1   1500  36   73   37    39    retail   +10%   sto=55 grow=1.1 of=catalog-pg age=25
catalog-replica-euw1  shop/euw1   catalog        1     db.r6g.2xlarge  postgres  1   1500  52   72   35    37    retail   +9%    sto=55 grow=1.1 of=catalog-pg
media-meta-mysql      shop/use1   catalog        2     db.r5.4xlarge   mysql     2   1200  13   34   9     14    retail   -6%    sto=41
price-history-pg      shop/use1   catalog        2     db.r6g.2xlarge  postgres  1   4000  44   72   14    47    nightly  +12%   sto=64 grow=3.8
supplier-mysql        shop/euw1   catalog        3     db.r6g.large    mysql     1   300   46   67   27    6     office   flat
pim-mariadb           shop/euw1   catalog        2     db.m6g.xlarge   mariadb   2   400   51   71   26    28    office   +6%
attributes-mariadb    shop/use1   catalog        3     db.m5.xlarge    mariadb   1   200   10   36   8     7     office   flat
etl-warehouse-pg      data/use1   data-platform  2     db.r6i.8xlarge  postgres  1   6000  59   75   19    58    nightly  +14%   sto=87 grow=14
events-pg             data/use1   data-platform  2     db.r6g.4xlarge  postgres  2   3000  52   72   22    51    global   +15%   sto=66 grow=4
metrics-store-pg      data/use1   data-platform  2     db.r6g.2xlarge  postgres  1   2000  47   96   20    42    global   +8%    memtrend=flat sto=57
airflow-meta-pg       data/use1   data-platform  2     db.r6g.large    postgres  2   200   61   68   44    34    weekly   +7%
lineage-pg            data/use1   data-platform  3     db.m5.4xlarge   postgres  1   500   7    27   5     6     office   flat
hive-meta-mysql       data/use1   data-platform  2     db.m5.4xlarge   mysql     2   300   11   28   9     8     weekly   flat
superset-pg           data/use1   data-platform  3     db.r6g.large    postgres  1   250   48   68   31    9     office   flat
cdc-offsets-mysql     data/use1   data-platform  2     db.m6g.large    mysql     2   80    45   70   37    24    global   +9%
dq-results-pg         data/usw2   data-platform  3     db.r5.2xlarge   postgres  1   600   9    33   5     10    nightly  flat   sto=47
feature-store-pg      data/use1   ml-training    2     db.r6g.4xlarge  postgres  2   2000  50   73   24    56    nightly  +26%   sto=58 grow=2.4
experiments-pg        data/use1   ml-training    3     db.m5.2xlarge   postgres  1   300   9    32   7     6     office   flat
labels-pg             data/use1   ml-training    3     db.r6g.large    postgres  1   400   45   70   28    11    office   +4%
model-catalog-pg      data/use1   ml-serving     2     db.m6g.large    postgres  2   100   44   69   28    19    office   +6%    age=210
recsys-profile-mysql  shop/use1   ml-serving     1     db.r6g.4xlarge  mysql     2   1800  54   74   29    49    retail   +13%   sto=63 grow=1.6 minute
inference-log-pg      data/usw2   ml-serving     3     db.r6g.xlarge   postgres  1   1600  46   72   17    43    global   +10%   sto=72 grow=1.2
growth-events-mysql   shop/use1   growth         2     db.r6g.2xlarge  mysql     2   1500  53   73   27    45    retail   +12%   sto=59 grow=1.4
loyalty-pg            shop/use1   growth         2     db.m6g.2xlarge  postgres  2   400   45   70   58    32    retail   +12%   conntrend=+35%
ab-results-pg         shop/use1   growth         3     db.m5.2xlarge   postgres  1   250   9    30   6     7     office   -8%
referral-mysql        shop/use1   growth         3     db.m5.xlarge    mysql     2   120   8    33   7     5     retail   decay
cms-mysql             shop/euw1   growth         3     db.r6g.large    mysql     2   200   43   68   33    7     office   flat
survey-mariadb        shop/apse2  growth         3     db.t3.medium    mariadb   1   50    6    50   8     3     office   flat
notifications-pg      shop/use1   messaging      1     db.r6g.xlarge   postgres  2   600   50   72   39    44    global   +14%   sto=60 grow=0.7
outbox-mysql          shop/use1   messaging      1     db.m6g.xlarge   mysql     2   400   57   70   33    48    global   +11%   sto=51
tenant-hub-mysql      shop/use1   messaging      2     db.m6g.2xlarge  mysql     2   500   69   71   45    43    office   +10%   tenant
chat-archive-pg       shop/euw1   messaging      2     db.r6g.xlarge   postgres  1   2200  39   71   18    35    global   +9%    sto=74 grow=1.3 grown=1600@-140
templates-mysql       shop/use1   messaging      3     db.t3.large     mysql     1   60    7    49   9     4     office   flat
sms-receipts-mysql    shop/apse2  messaging      3     db.m6g.large    mysql     1   300   41   66   29    8     global   flat
platform-config-pg    org/use1    platform       1     db.m6g.large    postgres  2   60    42   68   32    18    always   +5%
ci-meta-pg            org/use1    platform       2     db.r6g.xlarge   postgres  1   400   47   70   36    38    office   +9%    from=db.r6g.large@-115
grafana-mysql         org/use1    platform       3     db.m5.large     mysql     1   60    8    39   9     4     office   flat
artifact-meta-pg      org/use1    platform       2     db.r5.2xlarge   postgres  2   500   10   32   8     9     office   flat
sonar-pg              org/use1    platform       3     db.m5.xlarge    postgres  1   150   11   37   8     7     office   flat
staging-orders-pg     stage/use1  checkout       np    db.r5.2xlarge   postgres  1   1000  4    27   4     3     office   flat
staging-catalog-pg    stage/use1  catalog        np    db.r5.2xlarge   postgres  1   800   5    29   4     3     office   flat
staging-identity-pg   stage/euw1  identity       np    db.m5.xlarge    postgres  1   100   4    33   5     2     office   flat
staging-events-pg     stage/use1  data-platform  np    db.m5.2xlarge   postgres  1   500   6    28   3     5     office   flat
perf-test-mysql       stage/use1  payments       np    db.r6g.xlarge   mysql     1   300   57   66   41    39    weekly   flat
partner-feed-mysql    shop/use1   -              -     db.r5.2xlarge   mysql     2   700   14   36   9     12    cron     flat
legacy-reports-mysql  shop/use1   -              -     db.r5.4xlarge   mysql     1   1500  1    24   1     1     office   -20%   sto=33
crm-sync-pg           shop/use1   -              -     db.r6g.xlarge   postgres  2   300   53   70   31    26    office   +5%
erp-mysql57           shop/use1   growth         2     db.r5.2xlarge   mysql     2   600   31   58  21    18    office   flat   version=5.7.44
crm-mysql80           shop/euw1   growth         3     db.m6g.large    mysql     1   150   38   66  24    9     office   flat   version=8.0.40
hr-oracle             org/use1    platform       2     db.m5.2xlarge   oracle-se2    2  500  26  61  4   14    office   flat   version=19.0.0.0.ru-2026-07.rur-2026-07.r1 license=license-included bill=0.944
fleet-sqlserver       shop/use1   payments       3     db.m5.xlarge    sqlserver-se  1  300  34  68  1   22    office   flat   version=15.00.4430.1.v1 license=license-included bill=1.054 vol=io1 provisioned=6000
wishlist-pg           shop/use1   checkout       2     db.m6g.large    postgres  2   100   36   64   24    17    retail   flat   age=9
`)
