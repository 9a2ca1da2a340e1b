/* SPDX-License-Identifier: MIT
 *
 * Files in whole and files out whole: inputs are read within a limit, outputs appear under their
 * name complete or not at all.
 */
#ifndef TRIPMAP_BASE_FILE_H
#define TRIPMAP_BASE_FILE_H

#include "base/diag.h"

/* Reads PATH, or standard input for "-", of at most LIMIT bytes. Reports DIAG_FILE_UNREADABLE or
 * DIAG_LIMIT at AT. */
bool file_read_source(source **out, const char *path, gsize limit, span at, diag_list *diags);

/* The same for a PATH that a file names, relative to FOLDER: no part of it may be a symbolic link,
 * its end must be a regular file. PATH holds no "." or ".."; FOLDER itself is trusted. */
bool file_read_source_inside(source **out, const char *folder, const char *path, gsize limit,
                             span at, diag_list *diags);

/* An output file being written. A regular file is written beside its final name and moved there
 * by file_writer_commit; a FIFO or device (/dev/stdout) is written directly; "-" is standard
 * output. Errors are kept and reported by commit, once. */
typedef struct file_writer file_writer;
bool file_writer_open(file_writer **out, const char *path, diag_list *diags);
/* The same, but while it is written the file lies in FOLDER, which must be on PATH's file system.
 * Its name there is PATH's with ".tmp-" and the process id behind it. Whatever else bears the name,
 * a symbolic link or a device, is replaced, never followed: others may write to the folder. */
bool file_writer_open_in(file_writer **out, const char *path, const char *folder, diag_list *diags);
/* False after any failure; shaped to serve as a canvas writer with the file_writer as user data. */
bool file_writer_write(void *writer, const void *bytes, size_t length);
/* Whether a write has failed so far; commit will report it. */
bool file_writer_failed(const file_writer *writer);
/* Both free the writer. Commit reports DIAG_OUTPUT_FAILED when the file is not whole on disk; the
 * old file, if there was one, is then untouched and no temporary file remains. */
bool file_writer_commit(file_writer *writer, diag_list *diags);
void file_writer_abort(file_writer *writer);

/* Makes a folder within the outputs, and its parents, unless it is there. A symbolic link is none:
 * others may write to the outputs, and what is written and cleared away must stay in them. */
bool file_make_own_folder(const char *path, diag_list *diags);

#endif
