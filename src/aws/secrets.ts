/** The text of a secret in AWS Secrets Manager. Throws the SDK's error; the client is loaded when first needed. */
export async function readSecret (arn: string, region?: string | null): Promise<string> {
  const { SecretsManagerClient, GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager')
  const client = new SecretsManagerClient(region === null || region === undefined ? {} : { region })
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }))
    if (SecretString === undefined) throw new Error(`The secret ${arn} has no text`)
    return SecretString
  } finally {
    client.destroy()
  }
}
