import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { type Factor, type SecondFactor, secondFactorQuery } from './queries'
import classes from './SecondFactor.module.css'
import { ShowFactor } from './ShowFactor'

/** One factor: what it is, when it was used, another name for it, and the way to take it away. */
export function FactorRow({ factor, state }: { factor: Factor; state: SecondFactor }) {
  const { t } = useTranslation('secondFactor')
  const client = useQueryClient()
  const announce = useAnnounce()
  const [doing, setDoing] = useState<'rename' | 'remove' | null>(null)
  const path = { params: { path: { factor_id: factor.id } } }
  const changed = async (said: string) => {
    setDoing(null)
    announce(said)
    await client.invalidateQueries({ queryKey: secondFactorQuery.queryKey })
  }
  const rename = useMutation({
    mutationFn: (name: string) =>
      answer(api.POST('/api/me/second-factor/factors/{factor_id}/name', { ...path, body: { name } })),
    onSuccess: () => changed(t('renamed')),
  })
  const { name, kind, last_used_at: used } = factor
  return (
    <li>
      <div className={classes.line}>
        <div>
          <p className="strong">{name}</p>
          <p className="small quiet numbers">
            {t(`kind.${kind}`)} {used && t('used', { when: momentInWords(used) })}
          </p>
        </div>
        <div className="row">
          <Button
            variant="default"
            aria-expanded={doing === 'rename'}
            aria-label={t('renameNamed', { name })}
            onClick={() => setDoing(doing === 'rename' ? null : 'rename')}
          >
            {t('rename')}
          </Button>
          <Button
            variant="default"
            aria-expanded={doing === 'remove'}
            aria-label={t('removeNamed', { name })}
            onClick={() => setDoing(doing === 'remove' ? null : 'remove')}
          >
            {t('remove')}
          </Button>
        </div>
      </div>
      {doing === 'rename' && (
        <form
          className={classes.line}
          onSubmit={event => {
            event.preventDefault()
            const value = String(new FormData(event.currentTarget).get('name')).trim()
            if (value) rename.mutate(value)
          }}
        >
          <TextInput name="name" label={t('name')} defaultValue={name} maxLength={100} autoFocus />
          <Button type="submit" loading={rename.isPending}>
            {t('renameSave')}
          </Button>
        </form>
      )}
      {rename.error && <RefusedNotice acting error={rename.error} />}
      {doing === 'remove' && (
        <div className="stack">
          <p>{t(state.factors.length === 1 ? 'removeLastAsk' : 'removeAsk', { name })}</p>
          <ShowFactor
            focused
            ways={state.ways}
            submit={t('removeYes', { name })}
            send={async proof => {
              await answer(
                api.POST('/api/me/second-factor/factors/{factor_id}/remove', { ...path, body: proof }),
              )
              await changed(t('removed', { name }))
            }}
          />
        </div>
      )}
    </li>
  )
}
