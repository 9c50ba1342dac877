import { Button, Radio, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { holds, meQuery, useMe } from '../../api/me'
import { isRefusedWith } from '../../api/problems'
import { useAnnounce } from '../../ui/Announcer'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { ChosenColleagues, MEMBERS_MIN } from './ChosenColleagues'
import { type Colleague, ColleagueSearch } from './ColleagueSearch'
import classes from './Group.module.css'

/** Starts a group: a name, a question, and three or more colleagues. */
export function NewGroup() {
  const { t } = useTranslation('group')
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const isForOthers = holds(me, 'head', 'cpd_lead')
  const [chosen, setChosen] = useState<Colleague[]>(() =>
    isForOthers ? [] : [{ id: me.staff_id, name: me.name, department: t('create.you') }],
  )
  const [facilitator, setFacilitator] = useState('')
  const [isTooFew, setTooFew] = useState(false)
  const form = useForm({
    initialValues: { name: '', focus: '', research_theme: '' },
    validate: {
      name: value => (value.trim() ? null : t('create.nameBad')),
      focus: value => (value.trim() ? null : t('create.focusBad')),
    },
  })
  const create = useAct({
    send: (body: Schema<'GroupIn'>, key) =>
      answer(api.POST('/api/groups', { params: { header: withKey(key) }, body })),
    changes: [['groups'], ['my-week']],
    onDone: async group => {
      announce(t('create.done', { name: group.name }))
      await client.invalidateQueries({ queryKey: meQuery.queryKey })
      await navigate({ to: '/group/$groupId', params: { groupId: group.id } })
    },
  })
  const facilitates = chosen.some(one => one.id === facilitator) ? facilitator : (chosen[0]?.id ?? '')
  const submit = form.onSubmit(values => {
    setTooFew(chosen.length < MEMBERS_MIN)
    if (chosen.length < MEMBERS_MIN) return
    create.mutate(
      {
        ...values,
        eef_goal: '',
        protocol: '',
        member_ids: chosen.map(one => one.id),
        facilitator_id: facilitates,
      },
      {
        onError: error => {
          if (isRefusedWith(error, 'plc/name-taken')) form.setFieldError('name', error.message)
        },
      },
    )
  })
  return (
    <Page name={t('create.name')} title={t('create.title')} aside={t('create.lead')}>
      <form noValidate onSubmit={submit} className="stack">
        <div className={`panel ${classes.columns}`}>
          <div className="stack">
            <TextInput
              label={t('create.groupName')}
              description={t('create.groupNameHint')}
              maxLength={200}
              {...form.getInputProps('name')}
            />
            <TextInput
              label={t('create.focus')}
              description={t('create.focusHint')}
              maxLength={200}
              {...form.getInputProps('focus')}
            />
          </div>
          <Textarea
            label={t('create.theme')}
            autosize
            minRows={2}
            maxLength={2000}
            {...form.getInputProps('research_theme')}
          />
        </div>
        <div className={`panel ${classes.columns}`}>
          <ColleagueSearch
            without={new Set(chosen.map(one => one.id))}
            onPick={one => setChosen(before => [...before, one])}
          />
          <div className="stack">
            <ChosenColleagues
              chosen={chosen}
              isTooFew={isTooFew}
              onRemove={id => setChosen(before => before.filter(one => one.id !== id))}
            />
            {chosen.length > 1 && (
              <Radio.Group
                label={t('create.facilitator')}
                description={t('create.facilitatorHint')}
                value={facilitates}
                onChange={setFacilitator}
              >
                <div className="stack" style={{ gap: '0.5rem', marginTop: '0.5rem' }}>
                  {chosen.map(one => (
                    <Radio key={one.id} value={one.id} label={one.name} />
                  ))}
                </div>
              </Radio.Group>
            )}
          </div>
        </div>
        {create.error && <RefusedNotice acting error={create.error} />}
        <div>
          <Button type="submit" loading={create.isPending}>
            {chosen.length < MEMBERS_MIN ? t('create.submit') : t('create.submit', { count: chosen.length })}
          </Button>
        </div>
      </form>
    </Page>
  )
}
