import { webcrypto } from 'node:crypto'

// jsdom has no subtle crypto, and in a context of its own nothing of Node shines through.
if (!globalThis.crypto.subtle) {
  Object.defineProperty(globalThis.crypto, 'subtle', { value: webcrypto.subtle, configurable: true })
}
