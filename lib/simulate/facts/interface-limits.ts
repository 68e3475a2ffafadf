export type InterfaceLimits = { readonly interfaces: number; readonly addressesEach: number }

/**
 * Network interfaces and IPv4 addresses of each, by size: Amazon EC2 User Guide, "Maximum IP addresses per network
 * interface", read 2026-11, as it stands for the general families of the table; the exceptions by name.
 */
const bySize: Readonly<Record<string, readonly [interfaces: number, addresses: number]>> = {
  nano: [2, 2],
  micro: [2, 2],
  small: [3, 4],
  medium: [2, 4],
  large: [3, 10],
  xlarge: [4, 15],
  '2xlarge': [4, 15],
  '4xlarge': [8, 30],
  '8xlarge': [8, 30],
  '9xlarge': [8, 30],
  '12xlarge': [8, 30],
}
const largest = [15, 50] as const

const byName: Readonly<Record<string, readonly [interfaces: number, addresses: number]>> = {
  't3.medium': [3, 6],
  't4g.medium': [3, 6],
  't3.large': [3, 12],
  't4g.large': [3, 12],
  'g5.12xlarge': [15, 50],
  'g5.16xlarge': [8, 30],
  'g6.16xlarge': [8, 30],
  'g5.48xlarge': [7, 50],
  'p5.48xlarge': [2, 50],
}

/** Limits of one type. */
export function interfaceLimits(name: string): InterfaceLimits {
  const size = name.slice(name.indexOf('.') + 1)
  const [interfaces, addressesEach] = byName[name] ?? bySize[size] ?? largest
  return { interfaces, addressesEach }
}
