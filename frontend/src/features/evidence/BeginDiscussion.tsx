import { Button, NativeSelect } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { useMe } from '../../api/me'
import { Loaded } from '../../ui/Loaded'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import classes from './Evidence.module.css'
import { lessonQuery } from './queries'

type Begin = { chair_id: string; recorder_id: string }

/** Who leads and who writes; then the protocol begins. */
export function BeginDiscussion({ roundId }: { roundId: string }) {
  const { t } = useTranslation('evidence')
  const me = useMe()
  const lesson = useQuery(lessonQuery(roundId))
  const groupId = lesson.data?.round.group_id ?? ''
  const group = useQuery({ ...groupQuery(groupId), enabled: groupId !== '' })
  const form = useForm<Begin>({
    initialValues: { chair_id: '', recorder_id: '' },
    validate: {
      chair_id: value => (value ? null : t('discussion.chooseBad')),
      recorder_id: value => (value ? null : t('discussion.chooseBad')),
    },
  })
  const begin = useAct({
    send: (body: Begin, key) =>
      answer(
        api.POST('/api/rounds/{round_id}/discussion', {
          params: { path: { round_id: roundId }, header: withKey(key) },
          body,
        }),
      ),
    changes: [['evidence', roundId], ['round']],
  })
  return (
    <Section title={t('discussion.notBegun')} className={classes.form}>
      <p className="quiet">{t('discussion.beginLead')}</p>
      <Loaded query={group}>
        {({ members }) => {
          const staff = members.filter(member => !member.is_guest)
          if (!staff.some(member => member.staff_id === me.staff_id)) return null
          const choice = [
            { value: '', label: '' },
            ...staff.map(member => ({ value: member.staff_id, label: member.name })),
          ]
          return (
            <form noValidate className="stack" onSubmit={form.onSubmit(values => begin.mutate(values))}>
              <NativeSelect
                label={t('discussion.chair')}
                description={t('discussion.chairHint')}
                data={choice}
                {...form.getInputProps('chair_id')}
              />
              <NativeSelect
                label={t('discussion.recorder')}
                data={choice}
                {...form.getInputProps('recorder_id')}
              />
              <SaveRefused error={begin.error} />
              <div className="row">
                <Button type="submit" loading={begin.isPending}>
                  {t('discussion.begin')}
                </Button>
              </div>
            </form>
          )
        }}
      </Loaded>
    </Section>
  )
}
