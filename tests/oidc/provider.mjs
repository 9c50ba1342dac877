// A real OpenID provider for the tests: oidc-provider behind TLS, one issuer for Google's part and one for each tenant
// of Microsoft's. People are registered at /_people; the page to sign in shows a button for each.
//
// node provider.mjs ADDRESS HOST PORT CERT KEY REDIRECT_URI...      prints "ready" when it listens
import { createRequire } from 'node:module'
import { createServer } from 'node:https'
import { readFileSync } from 'node:fs'
import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto'
import { pathToFileURL } from 'node:url'

const require = createRequire(new URL('../../frontend/package.json', import.meta.url))
const { Provider, interactionPolicy } = await import(pathToFileURL(require.resolve('oidc-provider')))

const [address, host, port, cert, key, ...redirects] = process.argv.slice(2)
const origin = `https://${host}:${port}`
const TENANT = '11111111-2222-4333-8444-555555555555' // of the one directory that lives at this Microsoft
const SHARED = '/organizations/v2.0'

const people = new Map() // sub -> { claims, amr }
let twist = null // { claims, header } put over the next ID token, signed with the provider's own key
let turned = 0
const asked = {} // how often each path was asked

const newKey = kid => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...pair.privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }
}
let signing = newKey('key-1')
const secretOf = jwk => createPrivateKey({ key: jwk, format: 'jwk' })

const page = (uid, prefix) => `<!doctype html><html lang="en"><title>Choose an account</title><h1>Choose an account</h1>
${[...people].map(([sub, one]) => `<form method="post" action="${prefix}/interaction/${uid}">
<input type="hidden" name="sub" value="${sub}"><button>${one.claims.email ?? sub}</button></form>`).join('')}
<form method="post" action="${prefix}/interaction/${uid}"><input type="hidden" name="sub" value="">
<button>Cancel</button></form></html>`

// Google and Microsoft know this prompt: the page with the accounts, whoever is signed in.
const policy = () => {
  const prompts = interactionPolicy.base()
  prompts.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0)
  return prompts
}

const made = new Map() // path of an issuer -> its Provider
const providerAt = path => {
  if (made.has(path)) return made.get(path)
  const claimNames = ['email', 'email_verified', 'hd', 'tid', 'amr', 'azp']
  const provider = new Provider(origin + path, {
    clients: [{
      client_id: 'kenkyu', client_secret: 'kenkyu-secret', redirect_uris: redirects,
      token_endpoint_auth_method: 'client_secret_post', response_types: ['code'], grant_types: ['authorization_code'],
    }],
    jwks: { keys: [signing] },
    cookies: { keys: ['only for tests'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', ...claimNames], email: [] },
    features: { devInteractions: { enabled: false } },
    ttl: { IdToken: 3600, AccessToken: 600, AuthorizationCode: 60, Session: 600, Interaction: 600, Grant: 600 },
    pkce: { required: () => true },
    interactions: { policy: policy(), url: (_, interaction) => `${path}/interaction/${interaction.uid}` },
    async findAccount(_, sub) {
      const one = people.get(sub)
      if (!one) return undefined
      const more = path ? { tid: TENANT } : {}
      return { accountId: sub, claims: async () => ({ sub, ...one.claims, ...more, ...(one.amr ? { amr: one.amr } : {}) }) }
    },
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  made.set(path, { provider, callback: provider.callback() })
  return made.get(path)
}

const body = async request => {
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}
const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url')

const twisted = token => {
  const [header, claims] = token.split('.').slice(0, 2).map(part => JSON.parse(Buffer.from(part, 'base64url')))
  const said = `${encode({ ...header, ...twist.header })}.${encode({ ...claims, ...twist.claims })}`
  return `${said}.${createSign('RSA-SHA256').update(said).sign(secretOf(signing)).toString('base64url')}`
}

// Hands the request to oidc-provider, and lets *change* look at the JSON that it answers.
const changed = (request, response, callback, change) => {
  const end = response.end.bind(response)
  const write = []
  response.write = part => (write.push(Buffer.from(part)), true)
  response.end = part => {
    if (part) write.push(Buffer.from(part))
    let text = Buffer.concat(write).toString()
    try {
      text = JSON.stringify(change(JSON.parse(text)))
    } catch {}
    response.setHeader('content-length', Buffer.byteLength(text))
    end(text)
  }
  callback(request, response)
}

const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, async (request, response) => {
  const url = new URL(request.url, origin)
  asked[url.pathname] = (asked[url.pathname] ?? 0) + 1
  if (url.pathname === '/_people') {
    const { sub, ...one } = JSON.parse(await body(request))
    people.set(sub, one)
    return response.end('{}')
  }
  if (url.pathname === '/_twist') {
    twist = JSON.parse(await body(request))
    return response.end('{}')
  }
  if (url.pathname === '/_turn') {
    signing = newKey(`key-${++turned + 1}`) // The provider changes its key, as they do every few weeks.
    made.clear()
    return response.end('{}')
  }
  if (url.pathname === '/_asked') return response.end(JSON.stringify(asked))
  if (url.pathname === `${SHARED}/.well-known/openid-configuration`) {
    response.setHeader('content-type', 'application/json')
    const own = `${origin}/${TENANT}/v2.0`
    return response.end(JSON.stringify({
      issuer: `${origin}/{tenantid}/v2.0`, authorization_endpoint: `${own}/auth`, token_endpoint: `${own}/token`,
      jwks_uri: `${own}/jwks`,
    }))
  }
  const path = url.pathname.startsWith(`/${TENANT}/v2.0/`) ? `/${TENANT}/v2.0` : ''
  request.url = request.url.slice(path.length)
  serve(request, response, path, url.pathname.slice(path.length))
})

const serve = async (request, response, path, rest) => {
  const { provider, callback } = providerAt(path)
  const interaction = /^\/interaction\/([\w-]+)$/.exec(rest)
  // What koa builds addresses from: the part of the path that was cut off belongs to them.
  request.originalUrl = path + request.url
  if (interaction && request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    return response.end(page(interaction[1], path))
  }
  if (interaction) {
    const sub = new URLSearchParams(await body(request)).get('sub')
    const result = sub
      ? { select_account: {}, login: { accountId: sub, amr: people.get(sub)?.amr } }
      : { error: 'access_denied', error_description: 'The person said no.' }
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }
  if (rest === '/token' && twist) {
    return changed(request, response, callback, answer => {
      if (!answer.id_token) return answer
      const token = twisted(answer.id_token)
      twist = null
      return { ...answer, id_token: token }
    })
  }
  callback(request, response)
}

server.listen(Number(port), address, () => console.log('ready'))
