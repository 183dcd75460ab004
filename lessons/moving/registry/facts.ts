export const local = 'notes:1.0';
export const remote = 'localhost:5001/notes:1.0';
