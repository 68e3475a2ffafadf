import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { Simulator } from '#lib/simulate/index.ts'
import { clientOf } from './simulator.ts'

/** Settings of an SDK client that has assumed the role of an account. */
export async function assumedClientOf(simulator: Simulator, accountId: string, region = 'us-east-1') {
  const account = simulator.accounts.find((candidate) => candidate.id === accountId)
  const sts = new STSClient(clientOf(simulator))
  const answer = await sts.send(
    new AssumeRoleCommand({
      RoleArn: account?.roleArn,
      ExternalId: account?.externalId,
      RoleSessionName: 'headroom',
    }),
  )
  sts.destroy()
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {}
  return {
    ...clientOf(simulator, region),
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  }
}
