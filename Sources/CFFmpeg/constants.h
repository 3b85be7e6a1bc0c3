#pragma once
// Macros that Swift does not import, as values.
#include <errno.h>
#include <libavutil/avutil.h>
#include <libavutil/error.h>

static const int64_t cffmpeg_no_timestamp = AV_NOPTS_VALUE;
static const int cffmpeg_end_of_file = AVERROR_EOF;
static const int cffmpeg_interrupted = AVERROR_EXIT;
static const int cffmpeg_invalid_data = AVERROR_INVALIDDATA;
static const int cffmpeg_try_again = AVERROR(EAGAIN);
static const int cffmpeg_not_permitted = AVERROR(EPERM);
static const int cffmpeg_invalid_argument = AVERROR(EINVAL);
static const int cffmpeg_out_of_memory = AVERROR(ENOMEM);
static const int cffmpeg_input_output = AVERROR(EIO);
