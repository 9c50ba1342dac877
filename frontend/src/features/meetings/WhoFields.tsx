import { Checkbox, Radio } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Meetings.module.css'
import { type MeetingValues, SOURCES } from './meetingForm'

type WhoFieldsProps = {
  form: UseFormReturnType<MeetingValues>
  members: readonly Pick<Schema<'MemberOut'>, 'staff_id' | 'name'>[]
}

/** Who is expected, whose time it is, and what that takes from everybody. */
export function WhoFields({ form, members }: WhoFieldsProps) {
  const { t } = useTranslation('meetings')
  const { staff_ids, minutes, time_source } = form.values
  const count = staff_ids.length
  return (
    <Section title={t('form.who')}>
      <div className={classes.fields}>
        <Checkbox.Group aria-label={t('form.who')} {...form.getInputProps('staff_ids')}>
          <div className={classes.who}>
            {members.map(member => (
              <div key={member.staff_id} className={classes.box}>
                <Checkbox value={member.staff_id} label={member.name} />
              </div>
            ))}
          </div>
        </Checkbox.Group>
        <Radio.Group label={t('form.source')} {...form.getInputProps('time_source')}>
          <div className={classes.choice}>
            {SOURCES.map(source => (
              <Radio
                key={source}
                value={source}
                label={t(`source.${source}`)}
                description={t(`sourceMeans.${source}`)}
              />
            ))}
          </div>
        </Radio.Group>
        <p role="status">
          {count > 0 &&
            Number(minutes) > 0 &&
            t(time_source === 'protected' ? 'form.takes.protected' : 'form.takes.other', {
              count,
              minutes: inMinutes(Number(minutes)),
            })}
        </p>
      </div>
    </Section>
  )
}
