#!/bin/bash
# Generate the few small files that this workspace's library holds.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p library/pictures library/clips library/music

sidecar() { # NAME TITLE KEYWORDS
  cat >"library/$1.json" <<END
{
  "author": "examples/tiny/make-library.sh",
  "keywords": [$3],
  "licence": "CC0-1.0",
  "source": "made with FFmpeg's generators",
  "title": "$2"
}
END
}
make() { # NAME.EXT FFMPEG-ARGUMENTS…
  ffmpeg -nostdin -v error -y "${@:2}" -bitexact "library/$1"
}

make pictures/grass.jpg -f lavfi -i "color=c=0x3f8f2f:s=640x360,noise=alls=40:all_seed=1" -frames:v 1 -q:v 6
sidecar pictures/grass "Green grass" '"grass", "green grass", "green", "blade", "rain"'
make pictures/flowers.jpg -f lavfi -i "color=c=0xe8c020:s=640x360,noise=alls=30:all_seed=2" -frames:v 1 -q:v 6
sidecar pictures/flowers "Yellow flowers" '"flower", "flowers", "yellow flowers", "yellow", "sun"'
make pictures/news.jpg -f lavfi -i "color=c=0x3060a0:s=640x360,noise=alls=20:all_seed=3" -frames:v 1 -q:v 6
sidecar pictures/news "Blue sky" '"news", "tiny news", "sky", "source", "story"'
make clips/rain.mp4 -f lavfi -i "testsrc2=s=320x180:r=25:d=4" -c:v libx264 -threads 1 -pix_fmt yuv420p
sidecar clips/rain "Rain" '"rain", "drinks", "water"'
make music/hum.ogg -f lavfi -i "sine=f=220:d=12,volume=0.3" -c:a libvorbis -ac 2
sidecar music/hum "Hum" '"music", "calm"'
