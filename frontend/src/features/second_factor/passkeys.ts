/** What a browser and a passkey say to each other (WebAuthn). Bytes travel as base64url. */
import { answer, api, type Schema } from '../../api/client'

/** The person turned away, or the passkey did not answer: nothing was sent. */
export class PasskeyLeft extends Error {}

export const hasPasskeys = (): boolean => 'PublicKeyCredential' in globalThis && 'credentials' in navigator

const bytesOf = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), mark => mark.charCodeAt(0))
const textOf = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

async function asked(request: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const found = await request()
    if (found instanceof PublicKeyCredential) return found
  } catch (error) {
    // Turned away, timed out, known already: the browser has said so itself.
    if (!(error instanceof DOMException)) throw error
  }
  throw new PasskeyLeft()
}

const known = (ids: string[]): PublicKeyCredentialDescriptor[] =>
  ids.map(id => ({ type: 'public-key', id: bytesOf(id) }))

/** Has one of the person's passkeys sign the server's question. */
export async function showPasskey(): Promise<Schema<'FactorProof'>> {
  const question = await answer(api.POST('/api/me/second-factor/question'))
  const shown = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: bytesOf(question.challenge),
        rpId: question.rp_id,
        allowCredentials: known(question.credential_ids),
        userVerification: 'required',
        timeout: question.timeout_ms,
      },
    }),
  )
  const said = shown.response as AuthenticatorAssertionResponse
  return {
    passkey: {
      id: shown.id,
      client_data: textOf(said.clientDataJSON),
      authenticator_data: textOf(said.authenticatorData),
      signature: textOf(said.signature),
    },
  }
}

/** Has the browser make a passkey, and keeps it under *name*. */
export async function makePasskey(name: string): Promise<Schema<'RecoveryCodesOut'>> {
  const question = await answer(api.POST('/api/me/second-factor/passkeys/question'))
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: bytesOf(question.challenge),
        rp: { id: question.rp_id, name: question.rp_name },
        user: {
          id: bytesOf(question.user_id),
          name: question.user_name,
          displayName: question.user_name,
        },
        pubKeyCredParams: question.algorithms.map(alg => ({ type: 'public-key', alg })),
        excludeCredentials: known(question.credential_ids),
        authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
        attestation: 'none',
        timeout: question.timeout_ms,
      },
    }),
  )
  const said = made.response as AuthenticatorAttestationResponse
  return answer(
    api.POST('/api/me/second-factor/passkeys', {
      body: {
        name,
        id: made.id,
        client_data: textOf(said.clientDataJSON),
        attestation_object: textOf(said.attestationObject),
      },
    }),
  )
}
