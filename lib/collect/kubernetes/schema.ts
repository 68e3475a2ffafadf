import { z } from 'zod'

/** The parts of `kubectl get -o json` that sizing reads; everything else may be there. */
const quantities = z.record(z.string(), z.union([z.string(), z.number()]))
const labels = z.record(z.string(), z.string())
const metadata = z.object({
  name: z.string(),
  namespace: z.string().default(''),
  labels: labels.default({}),
  annotations: labels.default({}),
  ownerReferences: z.array(z.object({ kind: z.string() })).default([]),
  creationTimestamp: z.string().optional(),
})

/** A list of anything: its items are read one by one, so that a bad one stops no other. */
export const listSchema = z.object({ items: z.array(z.unknown()) })

export const nodeSchema = z.object({
  metadata,
  spec: z.object({ providerID: z.string().optional() }).default({}),
  status: z.object({ allocatable: quantities }),
})

const container = z.object({
  restartPolicy: z.string().optional(),
  resources: z.object({ requests: quantities.optional(), limits: quantities.optional() }).default({}),
})
export type Container = z.infer<typeof container>

const expressions = z
  .array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).default([]) }))
  .default([])
const terms = z.array(z.object({ matchExpressions: expressions })).default([])

export const podSchema = z.object({
  metadata,
  spec: z.object({
    nodeName: z.string().optional(),
    nodeSelector: labels.default({}),
    hostNetwork: z.boolean().default(false),
    containers: z.array(container).min(1),
    initContainers: z.array(container).default([]),
    overhead: quantities.default({}),
    affinity: z
      .object({
        nodeAffinity: z
          .object({
            requiredDuringSchedulingIgnoredDuringExecution: z.object({ nodeSelectorTerms: terms }).optional(),
          })
          .optional(),
      })
      .optional(),
  }),
  status: z.object({ phase: z.string().default('Unknown') }).default({ phase: 'Unknown' }),
})
export type PodItem = z.infer<typeof podSchema>

export const autoscalerSchema = z.object({
  metadata,
  spec: z.object({
    scaleTargetRef: z.object({ kind: z.string(), name: z.string() }),
    minReplicas: z.number().default(1),
    maxReplicas: z.number(),
  }),
  status: z.object({ currentReplicas: z.number().default(0) }).default({ currentReplicas: 0 }),
})

export const budgetSchema = z.object({
  metadata,
  status: z.object({ disruptionsAllowed: z.number() }),
})

export const nodePoolSchema = z.object({
  metadata,
  spec: z.object({ limits: quantities.default({}) }).default({ limits: {} }),
})
