using Fulgurite.Worlds.Stories;

namespace Fulgurite.Worlds;

/// <summary>
/// What must hold in a world did not. The message tells it as a story, if the world kept its history.
/// </summary>
internal sealed class WorldFailedException(World world, IReadOnlyList<string> problems, Exception? cause = null)
    : Exception(null, cause)
{
    /// <summary>Where.</summary>
    public World World => world;

    /// <summary>What is not so, the first thing first; with full ids.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <inheritdoc/>
    public override string Message => Story.Of(world, problems);
}
