import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { figure } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useTrouble } from '../../ui/useTrouble'
import classes from './Desk.module.css'
import { closingQuery } from './queries'

type ClosingSignProps = { closing: Schema<'ClosingOut'>; capacity: Schema<'Capacity'> }

/** Puts a name under the figures as they are now. Whoever signs says it here, in front of them. */
export function ClosingSign({ closing, capacity }: ClosingSignProps) {
  const { t } = useTranslation('desk')
  const me = useMe()
  const client = useQueryClient()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const form = useForm({
    initialValues: { name: capacity === 'head' && holds(me, 'head') ? me.name : '' },
    validate: { name: value => (value.trim() ? null : t('closing.nameBad')) },
  })
  const query = closingQuery(closing.year_id)
  const sign = useAct({
    send: (body: Schema<'SignatureIn'>, key) =>
      answer(
        api.POST('/api/years/{year_id}/sign', {
          params: { path: { year_id: closing.year_id }, header: withKey(key) },
          body,
        }),
      ),
    onDone: (signed, { name }) => {
      announce(t('closing.signDone', { name }))
      client.setQueryData(query.queryKey, signed)
    },
  })
  return (
    <form
      noValidate
      className={classes.sign}
      onSubmit={form.onSubmit(({ name }) =>
        sign.mutate(
          { capacity, name: name.trim() },
          {
            onError: error => {
              form.setErrors(trouble(error).fields)
              void client.invalidateQueries(query)
            },
          },
        ),
      )}
    >
      <p>
        {t(`closing.signLead.${capacity}`, {
          allocated: figure(closing.allocated_minutes),
          spent: figure(closing.spent_minutes),
        })}
      </p>
      <div className={classes.signLine}>
        <TextInput
          label={t(`closing.signName.${capacity}`)}
          maxLength={200}
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <Button type="submit" variant="light" loading={sign.isPending}>
          {t(`closing.signAct.${capacity}`)}
        </Button>
      </div>
      {sign.error && <RefusedNotice acting error={sign.error} />}
    </form>
  )
}
