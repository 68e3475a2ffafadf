/** Nodes of Redshift (Management Guide, "Amazon Redshift provisioned clusters"): no call of its API tells them. */
export const nodeSpecs: Readonly<Record<string, { readonly vcpu: number; readonly memoryGib: number }>> = {
  'ra3.large': { vcpu: 2, memoryGib: 16 },
  'ra3.xlplus': { vcpu: 4, memoryGib: 32 },
  'ra3.4xlarge': { vcpu: 12, memoryGib: 96 },
  'ra3.16xlarge': { vcpu: 48, memoryGib: 384 },
  'dc2.large': { vcpu: 2, memoryGib: 15 },
  'dc2.8xlarge': { vcpu: 32, memoryGib: 244 },
}
