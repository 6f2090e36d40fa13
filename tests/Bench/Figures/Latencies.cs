namespace Fulgurite.Bench.Figures;

/// <summary>Times of one kind, in milliseconds. Not safe for concurrent use.</summary>
internal sealed class Latencies
{
    private readonly List<double> milliseconds = [];

    public int Count => milliseconds.Count;

    public void Add(double value) => milliseconds.Add(value);

    public void AddRange(IEnumerable<double> values) => milliseconds.AddRange(values);

    /// <summary>The value that this part of all values does not exceed; NaN where there are none.</summary>
    /// <param name="part">From 0 to 1.</param>
    public double At(double part)
    {
        if (milliseconds.Count == 0)
        {
            return double.NaN;
        }

        milliseconds.Sort();
        return milliseconds[(int)Math.Min(milliseconds.Count - 1, Math.Ceiling(part * milliseconds.Count) - 1)];
    }
}
