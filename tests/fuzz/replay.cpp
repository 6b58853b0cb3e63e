// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// In place of libFuzzer: feeds every file of the folders given to the target, once. With it the seeds are a
// regression test of every build, without clang.

#include <QByteArray>
#include <QDirIterator>
#include <QFile>

#include <cstdio>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int main(int argc, char **argv)
{
    int files = 0;
    for (int i = 1; i < argc; ++i) {
        QDirIterator folder(QString::fromLocal8Bit(argv[i]), QDir::Files, QDirIterator::Subdirectories);
        while (folder.hasNext()) {
            QFile file(folder.next());
            if (!file.open(QIODevice::ReadOnly)) {
                std::fprintf(stderr, "cannot read %s\n", qPrintable(file.fileName()));
                return 1;
            }
            // Said before, so that a crash names its file.
            std::fprintf(stderr, "%s\n", qPrintable(file.fileName()));
            const QByteArray content = file.readAll();
            // Without the NUL behind a QByteArray, so that the address sanitizer sees a read behind the end.
            const std::vector<unsigned char> exact(content.begin(), content.end());
            LLVMFuzzerTestOneInput(exact.data(), exact.size());
            ++files;
        }
    }
    std::fprintf(stderr, "%d seeds replayed\n", files);
    return files > 0 ? 0 : 1;
}
