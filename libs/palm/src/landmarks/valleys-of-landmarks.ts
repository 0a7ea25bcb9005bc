/**
 * Where the skin between the fingers meets the palm, as complex-weighted sums of five landmarks: exact under every turn,
 * scale and shift. Fitted by least squares (ridge 1e-3) to the valleys that the contour gives on whole hands of the COEP
 * and CASIA sets; on people left out the row's middle is off by 3 % of the row, its turn by 2.2°.
 */
export interface LandmarkWeight {
  readonly landmark: number;
  readonly re: number;
  readonly im: number;
}

/** For a hand whose thumb is on the right; for the other one x is mirrored. */
export const VALLEYS: Readonly<Record<'index' | 'little', readonly LandmarkWeight[]>> = {
  index: [
    { landmark: 0, re: -0.03645, im: -0.046363 },
    { landmark: 5, re: 0.469122, im: -0.158261 },
    { landmark: 9, re: 0.39417, im: 0.027829 },
    { landmark: 13, re: 0.219408, im: 0.111656 },
    { landmark: 17, re: -0.04625, im: 0.065139 },
  ],
  little: [
    { landmark: 0, re: -0.116813, im: 0.016001 },
    { landmark: 5, re: 0.017749, im: 0.068563 },
    { landmark: 9, re: 0.180434, im: -0.076506 },
    { landmark: 13, re: 0.385134, im: -0.084241 },
    { landmark: 17, re: 0.533495, im: 0.076183 },
  ],
};
