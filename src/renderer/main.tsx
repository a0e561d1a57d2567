import './styles/tokens.css';

document.getElementById('root')?.append('Tessera');
