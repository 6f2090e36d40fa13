namespace Fulgurite.Identity;

/// <summary>
/// Where unpredictable bytes come from: the operating system's generator, or one seed in the simulation.
/// </summary>
public interface IRandomness
{
    /// <summary>
    /// Fills the whole span with random bytes fit for keys. Never fails; costs nothing worth counting.
    /// </summary>
    void Fill(Span<byte> bytes);
}
