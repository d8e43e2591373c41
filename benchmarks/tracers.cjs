// One picture traced by one npm package: a request as JSON on standard input, the SVG on standard output.
// benchmarks/tracers.py calls it; packages are looked for where NODE_PATH says.

const request = JSON.parse(require("fs").readFileSync(0, "utf8"));
const { width, height, options } = request;
const pixels = Buffer.from(request.rgba, "base64");

const TRACERS = {
  imagetracerjs(package) {
    return package.imagedataToSVG({ width, height, data: pixels }, options);
  },

  "@neplex/vectorizer"(package) {
    return package.optimizeSync(package.vectorizeRawSync(pixels, { width, height }, options));
  },

  geometrizejs({ Bitmap, ImageRunner, ShapeTypes, SvgExporter }) {
    const runner = new ImageRunner(Bitmap.createFromByteArray(width, height, pixels));
    const step = { ...options, shapeTypes: options.shapeTypes.map((name) => ShapeTypes[name]) };
    const shapes = [];
    for (let bytes = 0; bytes <= request.max_bytes; bytes += shapes.at(-1).length + 1) {
      shapes.push(SvgExporter.exportShapes(runner.step(step)));
    }
    return SvgExporter.getSvgNodeOpen(width, height) + "\n" + shapes.join("\n") + "\n" + SvgExporter.getSvgNodeClose();
  },
};

process.stdout.write(TRACERS[request.package](require(request.package)));
