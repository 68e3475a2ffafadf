import type { Dimension } from '#lib/model/capacity.ts'
import type { AbstentionReason } from '#lib/model/forecast.ts'
import type { Effort, Finding } from '#lib/model/recommendation.ts'
import type { ResourceClass } from '#lib/model/resource.ts'

/** One line of the fixture fleet. `median` days of saturation with log spread; absent = far beyond a year. */
export type Story = {
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly team?: string
  readonly finding: Finding
  readonly dimension: Dimension
  readonly median?: number
  readonly spread: number
  readonly used: number
  readonly limit: number
  readonly shape: string
  readonly count: number
  readonly hourlyUsd: number
  readonly to?: string
  readonly deltaUsd: number
  readonly chanceAfter: number
  readonly effort: Effort
  readonly account: number
  readonly region: string
  readonly previous?: { readonly finding: Finding; readonly medianDays: number | null }
  readonly abstention?: AbstentionReason
}

/** A name that breaks pages which trust it: markup, a right-to-left override, 1 KB long. */
export const hostileName = `<img src=x onerror=alert(1)>&"' \u202Egnp.exe\u202C ${'x'.repeat(1000)}`

/** name; class; team; finding; dimension; median days/log spread; used/limit; shape/count; $/h; to; $ delta; chance after; effort; account/region; before */
const table = `
ml-h100-use1     ; gpu-pool     ; ml-training   ; runs-out  ; gpu           ; 38/0.3  ; 0.83/0.95 ; p5.48xlarge/8     ; 440.3 ; p5.48xlarge x 9    ; 40180  ; 0.024 ; high   ; 2/us-east-1 ; runs-out/44
etl-warehouse-pg ; rds-instance ; data-platform ; runs-out  ; storage       ; 57/0.32 ; 0.84/0.9  ; db.m6i.4xlarge/1  ; 4.27  ; gp3 10,240 GiB     ; 236    ; 0.01  ; none   ; 1/us-east-1 ; watch/120
orders-primary   ; rds-instance ; checkout      ; runs-out  ; cpu           ; 53/0.6  ; 0.68/0.8  ; db.r7g.2xlarge/1  ; 3.03  ; db.m7g.4xlarge     ; 569    ; 0.03  ; low    ; 0/us-east-1 ; runs-out/91
checkout-web-asg ; asg          ; platform      ; runs-out  ; group-maximum ; 63/0.7  ; 0.72/0.9  ; c7g.4xlarge/58    ; 32.6  ; maximum 96         ; 0      ; 0.04  ; none   ; 0/us-east-1 ;
catalog-pg       ; rds-instance ; catalog       ; runs-out  ; connections   ; 87/0.8  ; 0.65/0.8  ; db.r6g.4xlarge/1  ; 6.23  ; db.r8g.4xlarge     ; 175    ; 0.06  ; low    ; 0/us-east-1 ; right-sized/
search-asg       ; asg          ; search        ; watch     ; cpu           ; 150/0.6 ; 0.66/0.8  ; m7g.4xlarge/22    ; 19.5  ; m8g.4xlarge x 22   ; 212    ; 0.01  ; low    ; 0/us-east-1 ; runs-out/70
payments-pg      ; rds-instance ; payments      ; watch     ; iops          ; 180/0.7 ; 0.57/0.8  ; db.r7g.4xlarge/1  ; 5.5   ;                    ; 0      ; 0     ; low    ; 0/us-east-1 ;
notifications-pg ; rds-instance ; messaging     ; watch     ; memory        ; 200/0.6 ; 0.61/0.9  ; db.m6g.xlarge/1   ; 0.56  ;                    ; 0      ; 0     ; low    ; 0/eu-west-1 ;
ml-a100-usw2     ; gpu-pool     ; ml-training   ; oversized ; gpu           ;         ; 0.4/0.95  ; p4d.24xlarge/6    ; 131.7 ; p4d.24xlarge x 4   ; -32062 ; 0.06  ; medium ; 2/us-west-2 ;
ml-notebooks     ; gpu-pool     ; ml-training   ; oversized ; gpu-memory    ;         ; 0.23/0.9  ; g5.12xlarge/6     ; 34.0  ; g6e.2xlarge x 6    ; -15021 ; 0.03  ; medium ; 2/us-east-1 ;
legacy-monolith  ; asg          ; platform      ; oversized ; cpu           ;         ; 0.29/0.8  ; m5.8xlarge/12     ; 18.4  ; m7g.4xlarge x 12   ; -7738  ; 0.04  ; high   ; 0/us-east-1 ; right-sized/
analytics-pg     ; rds-instance ; data-platform ; oversized ; cpu           ;         ; 0.22/0.8  ; db.r6g.8xlarge/1  ; 15.6  ; db.r8g.4xlarge     ; -5466  ; 0.02  ; low    ; 1/us-east-1 ;
growth-render    ; asg          ; growth        ; oversized ; network       ;         ; 0.1/0.8   ; c7g.2xlarge/37    ; 15.5  ; c7g.2xlarge x 24   ; -2865  ; 0.02  ; low    ; 0/us-west-2 ;
HOSTILE          ; ec2-instance ;               ; oversized ; memory        ;         ; 0.2/0.9   ; r6i.2xlarge/1     ; 0.5   ; r8g.xlarge         ; -182   ; 0.004 ; high   ; 3/us-east-1 ;
old-batch-runner ; ec2-instance ; data-platform ; idle      ; cpu           ;         ; 0.01/0.8  ; m5.4xlarge/1      ; 0.77  ;                    ; 0      ; 0     ; low    ; 3/us-east-1 ;
prefs-new        ; rds-instance ; growth        ; abstained ; cpu           ;         ; 0/0.8     ; db.t4g.medium/1   ; 0.13  ;                    ; 0      ; 0     ; low    ; 0/us-east-1 ; short-history
ads-workers      ; asg          ; growth        ; abstained ; cpu           ;         ; 0/0.8     ; m7g.2xlarge/4     ; 1.3   ;                    ; 0      ; 0     ; low    ; 3/us-west-2 ; metrics-stopped
`

function pair(cell: string): readonly [string, string] {
  const [first = '', second = ''] = cell.split('/')
  return [first, second]
}

function parse(line: string): Story {
  const cells = line.split(';').map((cell) => cell.trim())
  const cell = (i: number) => cells[i] ?? ''
  const [median, spread] = pair(cell(5))
  const [used, limit] = pair(cell(6))
  const [shape, count] = pair(cell(7))
  const [account, region] = pair(cell(13))
  const finding = cell(3) as Finding
  const [before, beforeMedian] = pair(cell(14))
  return {
    name: cell(0) === 'HOSTILE' ? hostileName : cell(0),
    resourceClass: cell(1) as ResourceClass,
    team: cell(2) || undefined,
    finding,
    dimension: cell(4) as Dimension,
    median: median === '' ? undefined : Number(median),
    spread: Number(spread),
    used: Number(used),
    limit: Number(limit),
    shape,
    count: Number(count),
    hourlyUsd: Number(cell(8)),
    to: cell(9) || undefined,
    deltaUsd: Number(cell(10)),
    chanceAfter: Number(cell(11)),
    effort: cell(12) as Effort,
    account: Number(account),
    region,
    abstention: finding === 'abstained' ? (before as AbstentionReason) : undefined,
    previous:
      finding === 'abstained' || before === ''
        ? undefined
        : { finding: before as Finding, medianDays: beforeMedian === '' ? null : Number(beforeMedian) },
  }
}

/** Risky, oversized, idle and silent resources, each with its own story. */
export const toldStories: readonly Story[] = table.trim().split('\n').map(parse)
