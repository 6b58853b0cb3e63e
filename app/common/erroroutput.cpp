// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/erroroutput.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cstdio>
#include <limits>

namespace confab::app {

namespace {

std::atomic<ErrorOutput *> theOutput = nullptr;

void writeAtOnce(const QByteArray &line)
{
    std::fputs((line + '\n').constData(), stderr);
    std::fflush(stderr);
}

} // namespace

ErrorOutput::ErrorOutput(int descriptor)
    : m_output(descriptor)
    , m_lines(linesBound, [this](std::vector<QByteArray> &&lines) { take(lines); })
{
    Q_ASSERT(!theOutput.load());
    theOutput.store(this);
    m_handlerBefore = qInstallMessageHandler(log);
}

ErrorOutput::~ErrorOutput()
{
    qInstallMessageHandler(m_handlerBefore);
    theOutput.store(nullptr);
    m_lines.deliverNow();
}

void ErrorOutput::writeLine(const QByteArray &line)
{
    ErrorOutput *output = theOutput.load();
    if (!output)
        writeAtOnce(line);
    else if (!output->m_lines.post(line))
        ++output->m_missing;
}

void ErrorOutput::log(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = qFormatLogMessage(type, context, message).toLocal8Bit();
    if (type == QtFatalMsg) // the program ends here
        writeAtOnce(line);
    else
        writeLine(line);
}

void ErrorOutput::take(const std::vector<QByteArray> &lines)
{
    for (const QByteArray &line : lines) {
        if (!tellOfMissing() || !m_output.write(line + '\n'))
            ++m_leftOut;
    }
    m_leftOut += m_missing.exchange(0); // the box was full of these
    (void)tellOfMissing();
}

bool ErrorOutput::tellOfMissing()
{
    if (m_leftOut == 0)
        return true;
    const QString notice = tr("%n line(s) are missing here: standard error was not read for too long.",
                              nullptr, int(std::min<quint64>(m_leftOut, std::numeric_limits<int>::max())));
    if (!m_output.write(notice.toLocal8Bit() + '\n'))
        return false;
    m_leftOut = 0;
    return true;
}

} // namespace confab::app
