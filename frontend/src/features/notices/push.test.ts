import { describe, expect, it } from 'vitest'
import { hashOf } from '../../lib/pushMessages'
import { bytesOf, deviceOf } from './push'

describe('push', () => {
  it('tells browsers apart by name and machine', () => {
    expect(deviceOf('Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/140.0 Safari/537')).toBe(
      'Chrome on Android',
    )
    expect(deviceOf('Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537 Edg/140.0')).toBe(
      'Edge on Windows',
    )
    expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18) Version/18 Safari/604')).toBe('Safari on iOS')
    expect(deviceOf('something else')).toBe('')
  })

  it('reads the key of the server', () => {
    expect([...bytesOf('-_8A')]).toEqual([251, 255, 0])
  })

  it('knows itself by the digest that the server keeps', async () => {
    expect(await hashOf('https://push.example/1')).toHaveLength(64)
  })
})
